package io.financeanalytics.glue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Log lines that CloudWatch can query: one JSON object each, with the time, the level, the run and
 * a message, and what else there is to say as fields of their own.
 */
public final class JobLog {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream out;
  private volatile String runId;

  /**
   * A log.
   *
   * @param out where the lines go
   */
  public JobLog(PrintStream out) {
    this.out = out;
  }

  /**
   * Lines from now on belong to a run.
   *
   * @param run its RunID
   */
  public void belongsTo(String run) {
    this.runId = run;
  }

  /**
   * Says what happened.
   *
   * @param message a sentence
   * @param fields names and values in turn, such as {@code "rows", 12}
   */
  public void info(String message, Object... fields) {
    write("INFO", message, fields);
  }

  /**
   * Says what a person should look at some time.
   *
   * @param message a sentence
   * @param fields names and values in turn
   */
  public void warn(String message, Object... fields) {
    write("WARN", message, fields);
  }

  /**
   * Says why the job failed.
   *
   * @param message a sentence
   * @param fields names and values in turn
   */
  public void error(String message, Object... fields) {
    write("ERROR", message, fields);
  }

  private void write(String level, String message, Object... fields) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", Instant.now().toString());
    line.put("level", level);
    if (runId != null) {
      line.put("run_id", runId);
    }
    for (int i = 0; i < fields.length; i += 2) {
      line.put((String) fields[i], fields[i + 1]);
    }
    line.put("message", message);
    try {
      String text = JSON.writeValueAsString(line);
      synchronized (out) {
        out.println(text);
        out.flush();
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not a value of JSON among " + line.keySet(), e);
    }
  }
}
