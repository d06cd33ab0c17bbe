package io.financeanalytics.bench.compare;

import io.financeanalytics.bench.peer.SqlScript;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Row counts, control sums and a fingerprint of the content of every table of a star. Surrogate
 * keys are resolved to natural keys first, since everyone gives keys as he likes. A fingerprint is
 * the sum of the hashes of all rows: one wrong value in one row changes it, the order of rows does
 * not.
 */
public final class StarMeasures {

  private static final List<String> MONEY =
      List.of(
          "GrossRevenue",
          "DiscountAmount",
          "NetRevenue",
          "TaxAmount",
          "ShippingChargedToCustomer",
          "ActualShippingCost",
          "PlatformFee",
          "FulfillmentFee",
          "PaymentProcessingFee",
          "CalculatedTotalCOGS");

  private final Connection connection;
  private final StarOutput star;
  private final Map<String, String> values = new LinkedHashMap<>();

  private StarMeasures(Connection connection, StarOutput star) {
    this.connection = connection;
    this.star = star;
  }

  /** {@return every measure's value by its name} */
  public static Map<String, String> of(StarOutput star) {
    try (Connection connection = SqlScript.duckDb()) {
      StarMeasures measures = new StarMeasures(connection, star);
      measures.dimensions();
      measures.costsAndSpend();
      measures.fact();
      return measures.values;
    } catch (SQLException e) {
      throw new IllegalStateException("The output of a contestant cannot be read", e);
    }
  }

  /** {@return each measure that differs, with both values} */
  public static List<String> differences(Map<String, String> expected, Map<String, String> actual) {
    List<String> differences = new ArrayList<>();
    expected.forEach(
        (measure, value) -> {
          if (!value.equals(actual.get(measure))) {
            differences.add(measure + ": " + value + " against " + actual.get(measure));
          }
        });
    return differences;
  }

  /** {@return how many rows a folder of Parquet has} */
  public static long rows(Path folder) {
    String query = "select count(*) from read_parquet('" + folder + "/*.parquet')";
    try (Connection connection = SqlScript.duckDb();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException("The output of a contestant cannot be read", e);
    }
  }

  private void dimensions() throws SQLException {
    measure(
        "DimDate",
        "select count(*) as rows, "
            + fingerprint("cast(DateKey as bigint)", "cast(FullDate as date)")
            + from("DimDate"));
    measure(
        "DimProduct",
        "select count(*) as rows, "
            + fingerprint("ProductID", "coalesce(ProductName, '')")
            + from("DimProduct")
            + " where ProductKey > 0");
    measure(
        "DimCustomer",
        "select count(*) as rows, "
            + fingerprint("CustomerID")
            + from("DimCustomer")
            + " where CustomerKey > 0");
    measure(
        "DimChannel",
        "select count(*) as rows, "
            + fingerprint("ChannelName")
            + from("DimChannel")
            + " where ChannelKey > 0");
    measure(
        "DimCampaign",
        "select count(*) as rows, "
            + fingerprint("CampaignID", "coalesce(CampaignName, '')", "coalesce(AdPlatform, '')")
            + from("DimCampaign")
            + " where CampaignKey > 0");
  }

  private void costsAndSpend() throws SQLException {
    measure(
        "ProductCost",
        "select count(*) as rows, "
            + fingerprint(
                "p.ProductID",
                "cast(EffectiveFrom as date)",
                "cast(EffectiveTo as date)",
                "cast(UnitCOGS as decimal(18,4))")
            + from("ProductCost")
            + " c left join "
            + star.table("DimProduct")
            + " p using (ProductKey)");
    measure(
        "FactMarketingSpend",
        "select count(*) as rows, sum(Spend) as Spend, "
            + fingerprint(
                "cast(DateKey as bigint)",
                "c.CampaignID",
                "Impressions",
                "Clicks",
                "cast(Spend as decimal(18,2))")
            + from("FactMarketingSpend")
            + " s left join "
            + star.table("DimCampaign")
            + " c using (CampaignKey)");
  }

  private void fact() throws SQLException {
    List<String> content =
        new ArrayList<>(
            List.of(
                "cast(f.DateKey as bigint)",
                "f.TransactionID",
                "f.OrderID",
                "epoch_us(f.TransactionDate)",
                "coalesce(p.ProductID, 'Unknown')",
                "coalesce(cu.CustomerID, 'Unknown')",
                "coalesce(ch.ChannelName, 'Unknown')",
                "cast(f.Quantity as decimal(18,4))",
                "cast(f.UnitPrice as decimal(18,4))",
                "cast(f.UnitCOGS as decimal(18,4))",
                "coalesce(f.ReturnFlag, false)",
                "coalesce(f.CurrencyCode, 'USD')"));
    MONEY.forEach(amount -> content.add("cast(f." + amount + " as decimal(18,2))"));
    String sums =
        MONEY.stream()
            .map(amount -> "sum(f." + amount + ") as " + amount + ", ")
            .collect(Collectors.joining());
    measure(
        "FactTransactions",
        "select count(*) as rows, "
            + star.quarantined()
            + " as quarantined, cast(sum(f.Quantity) as decimal(38,4)) as Quantity, "
            + "count(f.UnitCOGS) as with_cost, "
            + "count(*) filter (where f.ReturnFlag) as returned, "
            + sums
            + fingerprint(content.toArray(new String[0]))
            + from("FactTransactions")
            + " f left join "
            + star.table("DimProduct")
            + " p on p.ProductKey = f.ProductKey left join "
            + star.table("DimCustomer")
            + " cu on cu.CustomerKey = f.CustomerKey left join "
            + star.table("DimChannel")
            + " ch on ch.ChannelKey = f.ChannelKey");
  }

  private String from(String table) {
    return " from " + star.table(table);
  }

  private static String fingerprint(String... values) {
    return "sum(cast(hash(" + String.join(", ", values) + ") as hugeint)) as fingerprint";
  }

  private void measure(String table, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
        values.put(table + " " + result.getMetaData().getColumnLabel(i), result.getString(i));
      }
    }
  }
}
