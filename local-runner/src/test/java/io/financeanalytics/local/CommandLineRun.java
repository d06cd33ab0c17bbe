package io.financeanalytics.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One command, run inside the test's process.
 *
 * @param exitCode its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error, without the lines that show its progress
 */
record CommandLineRun(int exitCode, String out, String err) {

  /** Every table that a run publishes, with its columns; the facts without RunID. */
  private static final Map<String, String> STAR =
      new TreeMap<>(
          Map.of(
              "DimDate", "*",
              "DimProduct", "*",
              "DimCustomer", "*",
              "DimChannel", "*",
              "DimCampaign", "*",
              "ProductCost", "*",
              "PlatformChannel", "*",
              "FactMarketingSpend",
                  "DateKey, CampaignKey, Impressions, Clicks, Spend, CurrencyCode",
              "FactTransactions",
                  "DateKey, ProductKey, CustomerKey, ChannelKey, TransactionID, OrderID,"
                      + " TransactionDate, Quantity, UnitPrice, GrossRevenue, DiscountAmount,"
                      + " NetRevenue, TaxAmount, ShippingChargedToCustomer, ActualShippingCost,"
                      + " PlatformFee, FulfillmentFee, PaymentProcessingFee, UnitCOGS,"
                      + " CalculatedTotalCOGS, ReturnFlag, CurrencyCode"));

  static {
    // As the launcher has it for little data, on which generated code does not pay.
    System.setProperty("spark.sql.codegen.wholeStage", "false");
    System.setProperty("spark.sql.codegen.factoryMode", "NO_CODEGEN");
  }

  /** Runs {@code ./finance} with arguments. */
  static CommandLineRun finance(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    try {
      int exitCode = Finance.execute(arguments);
      return new CommandLineRun(
          exitCode,
          outBytes.toString(StandardCharsets.UTF_8),
          withoutProgress(errBytes.toString(StandardCharsets.UTF_8)));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** {@code ./finance run} from one folder into another. */
  static CommandLineRun run(Path raw, Path warehouse, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of("run", "--raw", raw.toString(), "--warehouse", warehouse.toString()));
    arguments.addAll(Arrays.asList(options));
    return finance(arguments.toArray(String[]::new));
  }

  /** The answer to a query, as lines of CSV with a header. */
  static List<String> query(Path warehouse, String sql) {
    CommandLineRun answer =
        finance("query", "--warehouse", warehouse.toString(), "--format", "csv", sql);
    assertThat(answer.exitCode()).as(answer.err()).isZero();
    return answer.out().lines().toList();
  }

  /** Every row of every published table, RunID aside, each after its table's name, in order. */
  static List<String> star(Path warehouse) {
    StringBuilder sql = new StringBuilder();
    STAR.forEach(
        (table, columns) ->
            sql.append(
                "SELECT '" + table + "' AS Table;\nSELECT " + columns + " FROM " + table + ";\n"));
    CommandLineRun answer =
        finance("query", "--warehouse", warehouse.toString(), "--format", "json", sql.toString());
    assertThat(answer.exitCode()).as(answer.err()).isZero();
    List<String> rows = new ArrayList<>();
    List<String> tables = new ArrayList<>();
    for (String line : answer.out().lines().filter(line -> !line.isEmpty()).toList()) {
      if (line.startsWith("{\"Table\":")) {
        tables.add(line);
      } else {
        rows.add(tables.get(tables.size() - 1) + line);
      }
    }
    assertThat(tables).hasSize(STAR.size());
    rows.sort(null);
    return rows;
  }

  /** The names of all commits in the Delta logs of the published tables. */
  static List<String> commits(Path warehouse) throws IOException {
    List<String> commits = new ArrayList<>();
    for (String table : STAR.keySet()) {
      try (Stream<Path> log = Files.list(warehouse.resolve(table).resolve("_delta_log"))) {
        log.map(file -> table + "/" + file.getFileName()).sorted().forEach(commits::add);
      }
    }
    return commits;
  }

  private static String withoutProgress(String err) {
    StringBuilder rest = new StringBuilder();
    err.lines()
        .filter(line -> !line.matches("\\[\\d/\\d] .*\\d s"))
        .forEach(line -> rest.append(line).append('\n'));
    return rest.toString();
  }
}
