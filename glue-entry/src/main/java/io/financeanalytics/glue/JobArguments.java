package io.financeanalytics.glue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * Tells the job's own arguments from those that Glue and its users pass along: what is not ours is
 * ignored, unless it looks like a misspelling of ours.
 *
 * @param options the job's arguments
 * @param ignored the names of the others
 * @param problems what is wrong with how the arguments are written, one sentence each
 */
record JobArguments(JobOptions options, List<String> ignored, List<String> problems) {

  /** More letters than this and two names are two names. */
  private static final int MOST_TYPING_ERRORS = 3;

  /** Glue's own names that are close to ours. */
  private static final Set<String> GLUES_OWN = Set.of("TempDir", "JOB_ID", "JOB_RUN_ID");

  JobArguments {
    ignored = List.copyOf(ignored);
    problems = List.copyOf(problems);
  }

  static JobArguments parse(String... arguments) {
    JobOptions options = new JobOptions();
    CommandLine parser =
        new CommandLine(options)
            .setUnmatchedArgumentsAllowed(true)
            .setOverwrittenOptionsAllowed(true)
            .setExpandAtFiles(false)
            .setTrimQuotes(false);
    parser.getCommandSpec().parser().collectErrors(true);
    ParseResult parsed = parser.parseArgs(arguments);
    List<String> problems =
        new ArrayList<>(parsed.errors().stream().map(error -> error.getMessage() + ".").toList());
    List<String> ignored = new ArrayList<>();
    for (String argument : parsed.unmatched()) {
      if (argument.startsWith("--")) {
        String name = argument.replaceFirst("=.*", "").substring(2);
        problem(name).ifPresentOrElse(problems::add, () -> ignored.add(name));
      }
    }
    return new JobArguments(options, ignored, problems);
  }

  static String usage() {
    return new CommandLine(new JobOptions()).getUsageMessage();
  }

  private static Optional<String> problem(String name) {
    String plain = plain(name);
    if (plain.contains("PASSWORD")) {
      return Optional.of(
          "--"
              + name
              + " is no argument of this job, and a password must not be one: others can read it."
              + " Use --REDSHIFT_SECRET_ID, or the environment variable REDSHIFT_PASSWORD with"
              + " --REDSHIFT_USER.");
    }
    if (GLUES_OWN.contains(name)) {
      return Optional.empty();
    }
    return names()
        .filter(ours -> isCloseTo(plain, plain(ours)))
        .findFirst()
        .map(ours -> "--" + name + " is no argument of this job; did you mean --" + ours + "?");
  }

  private static boolean isCloseTo(String given, String ours) {
    int most = Math.min(MOST_TYPING_ERRORS, ours.length() / 4);
    return new LevenshteinDistance(most).apply(given, ours) >= 0;
  }

  private static Stream<String> names() {
    return new CommandLine(new JobOptions())
        .getCommandSpec().optionsMap().keySet().stream()
            .map(option -> option.substring(2))
            .filter(option -> option.equals(option.toUpperCase(Locale.ROOT)))
            .collect(Collectors.toCollection(java.util.TreeSet::new))
            .stream();
  }

  private static String plain(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[-_]", "");
  }
}
