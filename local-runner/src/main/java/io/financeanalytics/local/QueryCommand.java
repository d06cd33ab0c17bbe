package io.financeanalytics.local;

import io.financeanalytics.SqlStatements;
import io.financeanalytics.UserException;
import io.financeanalytics.local.warehouse.DeltaPublishedTables;
import io.financeanalytics.marts.Marts;
import io.financeanalytics.pipeline.PublishedTables;
import io.financeanalytics.table.StarTables;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./finance query}. */
@CommandLine.Command(
    name = "query",
    description = "Answers SQL over the published version of all tables.",
    mixinStandardHelpOptions = true)
final class QueryCommand implements Callable<Integer> {

  @Spec CommandSpec spec;
  @Mixin WarehouseOption warehouse;

  @Parameters(
      arity = "0..1",
      paramLabel = "SQL",
      description = "One query, or several separated by semicolons.")
  String sql;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description =
          "File to read the queries from; a comment above one is the title of its answer.")
  Path file;

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
  QueryFormat format;

  @Override
  public Integer call() throws IOException {
    List<SqlStatements.Statement> queries = SqlStatements.titled(text());
    if (queries.isEmpty()) {
      throw new UserException(
          "There is no query in " + (file == null ? "the argument" : file) + ".");
    }
    PrintWriter out = spec.commandLine().getOut();
    try (SparkSession spark = LocalSpark.start()) {
      DeltaPublishedTables published = new DeltaPublishedTables(spark, warehouse.folder);
      for (int i = 0; i < queries.size(); i++) {
        if (i > 0) {
          out.println();
        }
        format.title(queries.get(i).title(), out);
        print(answer(spark, published, queries.get(i).sql()), out);
        out.flush();
      }
    }
    return Finance.SUCCESS;
  }

  private String text() throws IOException {
    if ((sql == null) == (file == null)) {
      throw new UserException("Give either a query or -f FILE.");
    }
    if (file != null && !Files.isReadable(file)) {
      throw new UserException("The file " + file + " cannot be read.");
    }
    return file == null ? sql : Files.readString(file);
  }

  private static Dataset<Row> answer(SparkSession spark, PublishedTables published, String query) {
    try {
      LogicalPlan plan = spark.sessionState().sqlParser().parsePlan(query);
      if (plan instanceof Command || plan instanceof ParsedStatement) {
        throw new UserException(
            "Only queries are answered here; the published tables cannot be changed by hand.");
      }
      Marts.register(spark, published::table, query);
      return spark.sql(query);
    } catch (AnalysisException e) {
      throw QueryFault.ofAnalysis(e, tables());
    }
  }

  /**
   * Prints an answer; Spark computes it here, so this is where its rows turn out to be at fault.
   */
  private void print(Dataset<Row> answer, PrintWriter out) {
    try {
      format.print(answer, out);
    } catch (Exception e) { // Spark throws checked exceptions that no signature names.
      throw QueryFault.ofExecution(e);
    }
  }

  /** What a query can be asked of. */
  private static List<String> tables() {
    List<String> tables = new ArrayList<>(StarTables.PUBLISHED.keySet());
    tables.addAll(StarTables.RUN_LOG.keySet());
    Marts.ALL.forEach(mart -> tables.add(mart.name()));
    return tables;
  }
}
