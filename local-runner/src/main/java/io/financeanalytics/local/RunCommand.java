package io.financeanalytics.local;

import io.financeanalytics.PlanExecution;
import io.financeanalytics.local.warehouse.DeltaWarehouse;
import io.financeanalytics.pipeline.Pipeline;
import io.financeanalytics.pipeline.RunReport;
import io.financeanalytics.pipeline.RunSettings;
import io.financeanalytics.pipeline.RunStatus;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./finance run}. */
@Command(
    name = "run",
    description = "Reads the raw files, builds the star schema, checks it and publishes it.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  @Spec CommandSpec spec;
  @Mixin RunOptions options;

  @Override
  public Integer call() {
    return execute(spec, options, true);
  }

  /** Runs or validates. */
  static int execute(CommandSpec spec, RunOptions options, boolean publish) {
    RunSettings settings = options.settings();
    long begun = System.nanoTime();
    try (ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
        SparkSession spark = LocalSpark.start()) {
      progress.watch(spark);
      PlanExecution.interpreted(spark);
      Pipeline pipeline = new Pipeline(spark, settings, progress, Version.current());
      DeltaWarehouse warehouse = new DeltaWarehouse(spark, options.warehouse.folder);
      RunReport report = publish ? pipeline.run(warehouse) : pipeline.validate(warehouse);
      progress.done();
      double seconds = (System.nanoTime() - begun) / 1e9;
      String typed = RunOptions.typed(spec.commandLine().getParseResult());
      RunScreen screen = new RunScreen(report, options.warehouse.folder, publish, seconds, typed);
      spec.commandLine().getOut().println(options.json ? screen.json() : screen.text());
      spec.commandLine().getOut().flush();
      return report.run().status() == RunStatus.REFUSED ? Finance.REFUSED : Finance.SUCCESS;
    }
  }
}
