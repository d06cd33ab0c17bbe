package io.financeanalytics.bench;

import io.financeanalytics.bench.data.RawData;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./finance bench}. */
@Command(
    name = "./finance bench",
    description =
        "Times the product and its peers on the same data, in turn, each in a process of its own,"
            + " and compares what they made.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:measured; with --check, everything was reached",
      "1:a fault, or contestants made different things of the same data",
      "2:an option that you can mend",
      "3:with --check, something was not reached"
    })
public final class Bench implements Callable<Integer> {

  static final int SUCCESS = 0;
  static final int FAULT = 1;
  static final int NOT_REACHED = 3;

  private static final double QUIET = 0.5;

  /** What can be measured. */
  enum What {
    /** Only makes the data. */
    DATA,
    STAR,
    ASOF,
    SAMPLE,
    GROWTH
  }

  @Spec CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "WHAT",
      description = {
        "What to measure:",
        "star: the whole job against DuckDB, a plain Spark job and a bare copy;",
        "asof: the as-of join alone, against DuckDB's and two of Spark's;",
        "sample: the committed sample, cold;",
        "growth: ten times the scale against the scale (about 15 GB of disk at scale 1);",
        "data: nothing, only makes the raw files.",
        "Default: star asof sample; with --check growth too."
      })
  List<What> what = new ArrayList<>();

  @Option(
      names = "--scale",
      defaultValue = "1",
      description =
          "Scale of TPC-DS; 1 has 5,041,336 order lines, 0.1 has a tenth. Default:"
              + " ${DEFAULT-VALUE}")
  double scale;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often each contestant runs. Default: ${DEFAULT-VALUE}")
  int runs;

  @Option(
      names = "--check",
      description = "Fail if the product does not reach its targets; for a quiet machine.")
  boolean check;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Page that takes the results. Default: docs/performance.md of the project")
  Path out;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Folder for data and outputs. Default: data/processed/bench of the project")
  Path work;

  @Option(
      names = "--raw",
      paramLabel = "DIR",
      description = "Folder of the raw files of the scale, if it is elsewhere")
  Path raw;

  @Option(
      names = "--give-up",
      paramLabel = "SECONDS",
      defaultValue = "1800",
      description =
          "After how long a contestant is taken out of its race. Default: ${DEFAULT-VALUE}")
  long giveUp;

  private final Path home;

  Bench(Path home) {
    this.home = home.toAbsolutePath().normalize();
  }

  /** Measures, and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(execute(Path.of(System.getProperty("finance.home", ".")), args));
  }

  /** Measures; returns the exit code. */
  static int execute(Path home, String... args) {
    return new CommandLine(new Bench(home))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command))
        .execute(args);
  }

  private static int explain(Exception failure, CommandLine command) {
    if (failure instanceof NotTheSameWorkException) {
      command.getErr().println(failure.getMessage());
    } else {
      failure.printStackTrace(command.getErr());
    }
    return FAULT;
  }

  @Override
  public Integer call() throws IOException {
    checkOptions();
    Path folder = (work == null ? home.resolve("data/processed/bench") : work).toAbsolutePath();
    Files.createDirectories(folder);
    Setting setting = new Setting(home, folder, runs, Duration.ofSeconds(giveUp), this::say);
    if (check && Machine.load() > QUIET) {
      say("This machine is not quiet: its load is " + Machine.load() + ". The ratios may suffer.");
    }
    PerformancePage page =
        new PerformancePage(out == null ? home.resolve("docs/performance.md") : out);
    List<Target> targets = new ArrayList<>();
    for (What one : chosen()) {
      if (one == What.DATA) {
        say("The raw files are in " + data(folder, scale).folder());
        continue;
      }
      Section section = benchmark(one, setting).get();
      targets.addAll(section.targets());
      Section dated = new Section(section.name(), heading() + section.text(), section.targets());
      page.put(dated);
      spec.commandLine().getOut().println(dated.text());
    }
    return verdict(targets);
  }

  private void checkOptions() {
    if (!(scale > 0 && scale <= 1_000)) {
      throw new ParameterException(
          spec.commandLine(), "--scale is " + scale + "; it must be above 0 and at most 1000");
    }
    if (runs < 1 || giveUp < 1) {
      throw new ParameterException(spec.commandLine(), "--runs and --give-up must be at least 1");
    }
    if (check && scale != 1) {
      throw new ParameterException(
          spec.commandLine(), "--check judges 5 million order lines, which is --scale 1");
    }
  }

  private Set<What> chosen() {
    if (!what.isEmpty()) {
      return new LinkedHashSet<>(what);
    }
    Set<What> all = new LinkedHashSet<>(List.of(What.STAR, What.ASOF, What.SAMPLE));
    if (check) {
      all.add(What.GROWTH);
    }
    return all;
  }

  private Supplier<Section> benchmark(What one, Setting setting) throws IOException {
    return switch (one) {
      case STAR -> new StarBenchmark(setting, data(setting.work(), scale))::run;
      case ASOF -> new AsOfBenchmark(setting, data(setting.work(), scale))::run;
      case SAMPLE -> new SampleBenchmark(setting)::run;
      case GROWTH ->
          new GrowthBenchmark(
                  setting,
                  data(setting.work(), scale),
                  data(setting.work(), scale * GrowthBenchmark.TIMES))
              ::run;
      case DATA -> throw new IllegalArgumentException("Data alone is not measured");
    };
  }

  /** The raw files of a scale, made if need be, and read once so that nobody reads them cold. */
  private RawData data(Path folder, double ofScale) throws IOException {
    Path place = raw != null && ofScale == scale ? raw : folder.resolve("raw-" + ofScale);
    say("raw files of scale " + ofScale + " in " + place);
    RawData data = RawData.at(ofScale, place.toAbsolutePath());
    for (Path file : data.files()) {
      try (InputStream in = Files.newInputStream(file)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
    }
    return data;
  }

  private String heading() {
    return String.format(
        Locale.ROOT,
        "Measured on %s at scale %s, %d rounds, on %s.%n%n",
        LocalDate.now(ZoneOffset.UTC),
        scale,
        runs,
        Machine.description());
  }

  private int verdict(List<Target> targets) {
    for (Target target : targets) {
      spec.commandLine().getOut().println(target.line());
    }
    spec.commandLine().getOut().flush();
    boolean reached = targets.stream().allMatch(Target::reached);
    return check && !reached ? NOT_REACHED : SUCCESS;
  }

  private void say(String message) {
    spec.commandLine().getErr().println(message);
    spec.commandLine().getErr().flush();
  }
}
