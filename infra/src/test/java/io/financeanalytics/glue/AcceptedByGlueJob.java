package io.financeanalytics.glue;

import io.financeanalytics.UserException;
import io.financeanalytics.quality.Measure.Stage;
import io.financeanalytics.quality.Measures;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the job says to arguments, and what it prints, seen from inside its package. */
public final class AcceptedByGlueJob {

  private AcceptedByGlueJob() {}

  /** The names of the arguments that the job ignores because they are Glue's. */
  public static List<String> ignored(Map<String, String> arguments) {
    return JobArguments.parse(words(arguments)).ignored();
  }

  /** What is wrong with the arguments, or nothing. */
  public static String problems(Map<String, String> arguments) {
    try {
      JobSettings.of(JobArguments.parse(words(arguments)), Map.of());
      return "";
    } catch (UserException e) {
      return e.getMessage();
    }
  }

  /** The line that the job prints for a source. */
  public static String sourceLine(String source, long read, long quarantined) {
    Measures measures = new Measures();
    measures.count(Stage.SOURCE, source, Measures.READ, read);
    measures.count(Stage.SOURCE, source, Measures.QUARANTINED, quarantined);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    SourceCounts.tell(
        new JobLog(new PrintStream(bytes, true, StandardCharsets.UTF_8)), source, measures);
    return bytes.toString(StandardCharsets.UTF_8).strip();
  }

  private static String[] words(Map<String, String> arguments) {
    List<String> words = new ArrayList<>();
    arguments.forEach(
        (name, value) -> {
          words.add(name);
          words.add(value);
        });
    return words.toArray(String[]::new);
  }
}
