package io.financeanalytics.local;

import io.financeanalytics.UserException;
import io.financeanalytics.analytics.PublishedContent;
import io.financeanalytics.analytics.report.FinanceReport;
import io.financeanalytics.local.warehouse.DeltaPublishedTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./finance report}. */
@Command(
    name = "report",
    description =
        "Makes one HTML page from the published tables: profit and loss, channels, products,"
            + " campaigns, customers, returns. It needs no network.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

  @Spec CommandSpec spec;
  @Mixin WarehouseOption warehouse;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "data/processed/report.html",
      description = "The page; one that is there is replaced. Default: ${DEFAULT-VALUE}")
  Path file;

  @Override
  public Integer call() throws IOException {
    if (Files.isDirectory(file)) {
      throw new UserException(
          file + " is a folder, and the report is a file. Name a file with --out.");
    }
    try (SparkSession spark = LocalSpark.start()) {
      PublishedContent content =
          new PublishedContent(spark, new DeltaPublishedTables(spark, warehouse.folder));
      FinanceReport.write(content, file);
    }
    spec.commandLine().getOut().println("The report is in " + file + "; open it in a browser.");
    spec.commandLine().getOut().flush();
    return Finance.SUCCESS;
  }
}
