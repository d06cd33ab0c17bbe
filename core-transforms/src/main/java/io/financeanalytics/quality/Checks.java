package io.financeanalytics.quality;

import io.financeanalytics.quality.Finding.Severity;
import io.financeanalytics.quality.Measure.Stage;
import io.financeanalytics.table.Cogs;
import io.financeanalytics.table.FactTransactions;
import io.financeanalytics.table.MarketingSpend;
import io.financeanalytics.table.PlatformChannel;
import io.financeanalytics.table.PlatformChannels;
import io.financeanalytics.table.ProductCost;
import io.financeanalytics.table.Quarantine;
import io.financeanalytics.table.RawTable;
import io.financeanalytics.table.StarTables;
import io.financeanalytics.table.Transactions;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The checks that decide whether a run is published. */
public final class Checks {

  private Checks() {}

  /**
   * {@return every check}
   *
   * @param maxQuarantineRatio largest share of a source's rows that may be in quarantine, 0 to 1
   * @param maxShrinkRatio largest share by which accepted transactions may fall against the
   *     published run, 0 to 1
   * @param allowShrink whether they may fall by any share
   * @param publishedTransactions accepted transactions of the published run, if there is one
   */
  public static List<Check> all(
      BigDecimal maxQuarantineRatio,
      BigDecimal maxShrinkRatio,
      boolean allowShrink,
      Optional<Long> publishedTransactions) {
    List<Check> checks = new ArrayList<>();
    checks.add(new Check("rows balance", Severity.REFUSE, Checks::unbalancedRows));
    checks.add(
        new Check(
            "money balances",
            Severity.REFUSE,
            measures -> {
              List<String> differences = new ArrayList<>();
              differences.addAll(unbalancedTotals(measures, ControlTotals.TRANSACTIONS));
              differences.addAll(unbalancedTotals(measures, ControlTotals.SPEND));
              return differences;
            }));
    checks.add(new Check("tables are complete", Severity.REFUSE, Checks::incompleteTables));
    checks.add(new Check("facts point at members", Severity.REFUSE, Checks::orphans));
    checks.add(new Check("keys are unique", Severity.REFUSE, Checks::repeatedKeys));
    checks.add(new Check("costs are complete", Severity.REFUSE, Checks::missingTotals));
    checks.add(
        new Check(
            "quarantine",
            Severity.REFUSE,
            measures -> tooMuchQuarantine(measures, maxQuarantineRatio)));
    if (!allowShrink && publishedTransactions.isPresent()) {
      checks.add(
          new Check(
              "history",
              Severity.REFUSE,
              measures -> lostHistory(measures, maxShrinkRatio, publishedTransactions.get())));
    }
    checks.add(new Check("repeated spend", Severity.WARN, Checks::repeatedSpend));
    checks.add(new Check("cost coverage", Severity.WARN, Checks::missingCosts));
    return List.copyOf(checks);
  }

  private static List<String> unbalancedRows(Measures measures) {
    List<String> violations = new ArrayList<>();
    for (RawTable source : RawTable.ALL) {
      long read = measures.count(Stage.SOURCE, source.name(), Measures.READ);
      long accepted = measures.count(Stage.SOURCE, source.name(), Measures.ACCEPTED);
      long collapsed = measures.count(Stage.SOURCE, source.name(), Measures.COLLAPSED);
      long quarantined = measures.count(Stage.SOURCE, source.name(), Measures.QUARANTINED);
      if (read != accepted + collapsed + quarantined) {
        violations.add(
            source.name()
                + ": "
                + read
                + " rows were read, but "
                + accepted
                + " accepted + "
                + collapsed
                + " collapsed + "
                + quarantined
                + " quarantined make "
                + (accepted + collapsed + quarantined)
                + ". This is a fault of the software; please report it.");
      }
    }
    return violations;
  }

  private static List<String> incompleteTables(Measures measures) {
    long quarantined =
        RawTable.ALL.stream()
            .mapToLong(source -> measures.count(Stage.SOURCE, source.name(), Measures.QUARANTINED))
            .sum();
    List<String> violations = new ArrayList<>();
    addIncomplete(Quarantine.NAME, quarantined, measures, violations);
    addIncomplete(ProductCost.NAME, accepted(measures, Cogs.NAME), measures, violations);
    addIncomplete(
        PlatformChannel.NAME, accepted(measures, PlatformChannels.NAME), measures, violations);
    return violations;
  }

  private static void addIncomplete(
      String table, long expected, Measures measures, List<String> violations) {
    long staged = measures.count(Stage.STAGED, table, Measures.ROWS);
    if (staged != expected) {
      violations.add(
          table
              + " has "
              + staged
              + " staged rows where there must be "
              + expected
              + ". If the raw files changed during the run, run again; otherwise please report it.");
    }
  }

  private static long accepted(Measures measures, String source) {
    return measures.count(Stage.SOURCE, source, Measures.ACCEPTED);
  }

  private static List<String> unbalancedTotals(Measures measures, ControlTotals totals) {
    List<String> names = new ArrayList<>(totals.columns());
    names.add(Measures.ROWS);
    List<String> violations = new ArrayList<>();
    for (String name : names) {
      Map<String, BigDecimal> accepted = measures.byCurrency(Stage.ACCEPTED, totals.fact(), name);
      Map<String, BigDecimal> staged = measures.byCurrency(Stage.STAGED, totals.fact(), name);
      Set<String> currencies = new HashSet<>(accepted.keySet());
      currencies.addAll(staged.keySet());
      for (String currency : currencies) {
        BigDecimal before = accepted.getOrDefault(currency, BigDecimal.ZERO);
        BigDecimal after = staged.getOrDefault(currency, BigDecimal.ZERO);
        if (before.compareTo(after) != 0) {
          violations.add(
              totals.fact()
                  + "."
                  + name
                  + " in "
                  + currency
                  + " is "
                  + before.toPlainString()
                  + " in the accepted rows but "
                  + after.toPlainString()
                  + " in the staged table. This is a fault of the software; please report it.");
        }
      }
    }
    return violations;
  }

  private static List<String> orphans(Measures measures) {
    return measures.all().stream()
        .filter(
            measure ->
                measure.measure().startsWith(StagedTables.ORPHANS) && measure.value().signum() > 0)
        .map(
            measure ->
                measure.object()
                    + " has "
                    + measure.value().toPlainString()
                    + " rows whose "
                    + measure.measure().substring(StagedTables.ORPHANS.length())
                    + " points at no row of its dimension.")
        .toList();
  }

  private static List<String> repeatedKeys(Measures measures) {
    List<String> violations = new ArrayList<>();
    for (String table : StarTables.PUBLISHED.keySet()) {
      measures
          .of(Stage.STAGED, table)
          .filter(
              measure ->
                  measure.measure().startsWith(StagedTables.NOT_UNIQUE)
                      && measure.value().signum() > 0)
          .map(
              measure ->
                  table
                      + " has "
                      + measure.value().toPlainString()
                      + " values of "
                      + measure.measure().substring(StagedTables.NOT_UNIQUE.length())
                      + " more than once."
                      + (table.equals(PlatformChannel.NAME)
                          ? " Correct platform_channels: a platform can serve one channel only."
                          : ""))
          .forEach(violations::add);
    }
    return violations;
  }

  private static List<String> missingTotals(Measures measures) {
    long rows =
        measures.count(Stage.STAGED, FactTransactions.NAME, StagedTables.ROWS_WITHOUT_TOTAL_COST);
    return rows == 0
        ? List.of()
        : List.of(
            FactTransactions.NAME
                + ": "
                + rows
                + " rows have UnitCOGS but no CalculatedTotalCOGS. This is a fault of the software;"
                + " please report it.");
  }

  private static List<String> tooMuchQuarantine(Measures measures, BigDecimal maxRatio) {
    List<String> violations = new ArrayList<>();
    for (RawTable source : RawTable.ALL) {
      long quarantined = measures.count(Stage.SOURCE, source.name(), Measures.QUARANTINED);
      long read = measures.count(Stage.SOURCE, source.name(), Measures.READ);
      BigDecimal allowed = maxRatio.multiply(BigDecimal.valueOf(read));
      if (BigDecimal.valueOf(quarantined).compareTo(allowed) > 0) {
        violations.add(
            source.name()
                + ": "
                + quarantined
                + " of "
                + read
                + " rows ("
                + percent(quarantineRatio(measures, source.name()))
                + ") are in quarantine, more than the allowed "
                + percent(maxRatio)
                + ". A run keeps them with their reasons in the Quarantine table; correct the file and"
                + " run again, or allow more.");
      }
    }
    return violations;
  }

  /**
   * {@return the share of a source's rows that is in quarantine; 0 for a source without rows}
   *
   * @param measures what a run measured
   * @param source the source's name
   */
  public static BigDecimal quarantineRatio(Measures measures, String source) {
    long read = measures.count(Stage.SOURCE, source, Measures.READ);
    long quarantined = measures.count(Stage.SOURCE, source, Measures.QUARANTINED);
    return read == 0
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(quarantined).divide(BigDecimal.valueOf(read), 6, RoundingMode.HALF_UP);
  }

  private static List<String> lostHistory(Measures measures, BigDecimal maxRatio, long published) {
    long accepted = measures.count(Stage.SOURCE, Transactions.NAME, Measures.ACCEPTED);
    BigDecimal allowed = BigDecimal.ONE.subtract(maxRatio).multiply(BigDecimal.valueOf(published));
    if (BigDecimal.valueOf(accepted).compareTo(allowed) >= 0) {
      return List.of();
    }
    return List.of(
        "transactions: "
            + accepted
            + " rows were accepted, the published run has "
            + published
            + "; that is more than "
            + percent(maxRatio)
            + " fewer. The raw folder must hold the full history: put back what is missing, or allow the table to shrink.");
  }

  private static List<String> repeatedSpend(Measures measures) {
    long repeated = measures.count(Stage.SOURCE, MarketingSpend.NAME, Measures.REPEATED);
    return repeated == 0
        ? List.of()
        : List.of(
            "marketing_spend: "
                + repeated
                + " rows are identical to another row; all of them count.");
  }

  private static List<String> missingCosts(Measures measures) {
    List<String> violations = new ArrayList<>();
    Map<String, BigDecimal> rows =
        measures.byCurrency(Stage.STAGED, FactTransactions.NAME, StagedTables.ROWS_WITHOUT_COST);
    Map<String, BigDecimal> revenue =
        measures.byCurrency(Stage.STAGED, FactTransactions.NAME, StagedTables.REVENUE_WITHOUT_COST);
    rows.forEach(
        (currency, count) -> {
          if (count.signum() > 0) {
            violations.add(
                "Order lines without a cost of goods: "
                    + count.toPlainString()
                    + ", NetRevenue "
                    + revenue.get(currency).toPlainString()
                    + " "
                    + currency
                    + ".");
          }
        });
    return violations;
  }

  private static String percent(BigDecimal ratio) {
    return ratio.movePointRight(2).setScale(1, RoundingMode.HALF_UP).toPlainString() + " %";
  }
}
