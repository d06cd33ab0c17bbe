package io.financeanalytics.local;

import io.financeanalytics.UserException;
import io.financeanalytics.analytics.PublishedContent;
import io.financeanalytics.analytics.export.Exported;
import io.financeanalytics.analytics.export.FileExport;
import io.financeanalytics.analytics.export.FileFormat;
import io.financeanalytics.analytics.export.PostgresExport;
import io.financeanalytics.analytics.export.PostgresTarget;
import io.financeanalytics.local.warehouse.DeltaPublishedTables;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./finance export}. */
@Command(
    name = "export",
    description =
        "Copies the published tables and marts to where other tools read them. Who reads there sees"
            + " the export of before until all of the new one is there.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

  /** Where an export can go. */
  enum Destination {
    POSTGRES,
    PARQUET,
    CSV
  }

  @Spec CommandSpec spec;
  @Mixin WarehouseOption warehouse;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "WHAT",
      description = "One of postgres, parquet, csv.")
  Destination destination;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "PLACE",
      description =
          "For files: a new or empty folder, or one that holds an earlier export, which is replaced."
              + " For postgres: jdbc:postgresql://HOST:PORT/DATABASE; the password is taken from the"
              + " environment variable PGPASSWORD.")
  String out;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "User of the database. Default: the environment variable PGUSER")
  String user;

  @Option(
      names = "--schema",
      paramLabel = "NAME",
      description = "Schema of the database. Default: " + DEFAULT_SCHEMA)
  String schema;

  private static final String DEFAULT_SCHEMA = "finance";

  @Override
  public Integer call() throws IOException {
    if (destination != Destination.POSTGRES && (user != null || schema != null)) {
      throw new UserException(
          "--user and --schema belong to --to postgres; files have neither. Leave them out.");
    }
    PostgresTarget target = destination == Destination.POSTGRES ? target() : null;
    Exported exported;
    try (SparkSession spark = LocalSpark.start()) {
      PublishedContent content =
          new PublishedContent(spark, new DeltaPublishedTables(spark, warehouse.folder));
      exported =
          switch (destination) {
            case POSTGRES -> new PostgresExport(target).export(content);
            case PARQUET -> new FileExport(Path.of(out), FileFormat.PARQUET).export(content);
            case CSV -> new FileExport(Path.of(out), FileFormat.CSV).export(content);
          };
    }
    print(exported);
    return Finance.SUCCESS;
  }

  private PostgresTarget target() {
    return new PostgresTarget(
        out,
        user == null ? System.getenv("PGUSER") : user,
        System.getenv("PGPASSWORD"),
        schema == null ? DEFAULT_SCHEMA : schema);
  }

  private void print(Exported exported) {
    TextTable table =
        new TextTable(List.of("Exported", "As", "Rows"), new boolean[] {false, false, true});
    for (Exported.Item item : exported.tables()) {
      table.add(
          List.of(
              item.name(),
              item.kind(),
              item.rows() == null ? "" : String.format(Locale.ROOT, "%,d", item.rows())));
    }
    PrintWriter printer = spec.commandLine().getOut();
    table.lines().forEach(printer::println);
    printer.println();
    printer.println("Run " + exported.runId() + " is exported to " + exported.where() + ".");
    printer.flush();
  }
}
