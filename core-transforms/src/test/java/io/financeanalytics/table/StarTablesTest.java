package io.financeanalytics.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Arrays;
import org.apache.spark.sql.types.StructType;
import org.junit.Test;

public class StarTablesTest {

  @Test
  public void theStarHasTheTablesOfTheContractFactsLast() {
    assertThat(StarTables.PUBLISHED.keySet())
        .containsExactly(
            "DimDate",
            "DimProduct",
            "DimCustomer",
            "DimChannel",
            "DimCampaign",
            "ProductCost",
            "PlatformChannel",
            "FactMarketingSpend",
            "FactTransactions");
  }

  @Test
  public void theRunLogEndsWithTheTableThatMakesARunCount() {
    assertThat(StarTables.RUN_LOG.keySet())
        .containsExactly("Quarantine", "EtlRunMeasure", "EtlRun");
  }

  @Test
  public void dimensionsHaveTheColumnsOfTheContract() {
    assertColumns(
        "DimDate",
        "DateKey INT, FullDate DATE, Year INT, Quarter INT, Month INT, MonthName STRING,"
            + " DayOfMonth INT, DayOfWeekName STRING, WeekOfYear INT, IsWeekend BOOLEAN,"
            // The contract lets further columns come after its own.
            + " DayOfWeekNumber INT, DayOfWeekShortName STRING, MonthShortName STRING,"
            + " DayOfYear INT, IsoYear INT, IsoWeek INT, WeekStart DATE, WeekEnd DATE,"
            + " MonthStart DATE, MonthEnd DATE, QuarterStart DATE, QuarterEnd DATE,"
            + " YearStart DATE, YearEnd DATE, SameWeekdayLastYear DATE, FiscalYear INT,"
            + " FiscalQuarter INT, FiscalPeriod INT, RetailYear INT, RetailQuarter INT,"
            + " RetailPeriod INT, RetailWeek INT, HolidayName STRING");
    assertColumns("DimProduct", "ProductKey INT, ProductID STRING, ProductName STRING");
    assertColumns("DimCustomer", "CustomerKey INT, CustomerID STRING");
    assertColumns("DimChannel", "ChannelKey INT, ChannelName STRING");
    assertColumns(
        "DimCampaign",
        "CampaignKey INT, CampaignID STRING, CampaignName STRING, AdPlatform STRING");
  }

  @Test
  public void productCostHasTheColumnsOfTheContract() {
    assertColumns(
        "ProductCost",
        "ProductKey INT, CurrencyCode STRING, EffectiveFrom DATE, EffectiveTo DATE,"
            + " UnitCOGS DECIMAL(18,4)");
  }

  @Test
  public void factsHaveTheColumnsOfTheContract() {
    assertColumns(
        "FactTransactions",
        "DateKey INT, ProductKey INT, CustomerKey INT, ChannelKey INT, TransactionID STRING,"
            + " OrderID STRING, TransactionDate TIMESTAMP, Quantity DECIMAL(18,4),"
            + " UnitPrice DECIMAL(18,4), GrossRevenue DECIMAL(18,2), DiscountAmount DECIMAL(18,2),"
            + " NetRevenue DECIMAL(18,2), TaxAmount DECIMAL(18,2),"
            + " ShippingChargedToCustomer DECIMAL(18,2), ActualShippingCost DECIMAL(18,2),"
            + " PlatformFee DECIMAL(18,2), FulfillmentFee DECIMAL(18,2),"
            + " PaymentProcessingFee DECIMAL(18,2), UnitCOGS DECIMAL(18,4),"
            + " CalculatedTotalCOGS DECIMAL(18,2), ReturnFlag BOOLEAN, CurrencyCode STRING,"
            + " RunID STRING");
    assertColumns(
        "FactMarketingSpend",
        "DateKey INT, CampaignKey INT, Impressions BIGINT, Clicks BIGINT, Spend DECIMAL(18,2),"
            + " CurrencyCode STRING, RunID STRING");
  }

  @Test
  public void theRunLogHasTheColumnsOfTheContract() {
    assertColumns(
        "Quarantine",
        "RunID STRING, Source STRING, SourceFile STRING, Reason STRING, Detail STRING,"
            + " RawRecord STRING");
    assertColumns(
        "EtlRun",
        "RunID STRING, StartedAt TIMESTAMP, FinishedAt TIMESTAMP, Status STRING,"
            + " SoftwareVersion STRING, InputFingerprint STRING, TableVersions STRING");
    assertColumns(
        "EtlRunMeasure",
        "RunID STRING, Stage STRING, Object STRING, Measure STRING, CurrencyCode STRING,"
            + " Value DECIMAL(38,4)");
  }

  @Test
  public void noColumnIsAFloatingPointNumber() {
    StarTables.PUBLISHED
        .values()
        .forEach(schema -> assertThat(schema.toDDL()).doesNotContain("DOUBLE", "FLOAT"));
  }

  @Test
  public void everyKeyMustBeThere() {
    StarTables.PUBLISHED.forEach(
        (table, schema) ->
            Arrays.stream(schema.fields())
                .filter(field -> field.name().endsWith("Key"))
                .forEach(
                    field ->
                        assertThat(field.nullable()).as(table + "." + field.name()).isFalse()));
  }

  @Test
  public void reasonsHaveTheStableCodesOfTheContractInItsOrder() {
    assertThat(Reason.values())
        .extracting(Reason::code)
        .containsExactly(
            "missing_required",
            "bad_decimal",
            "bad_integer",
            "bad_timestamp",
            "bad_date",
            "bad_boolean",
            "bad_currency",
            "date_out_of_range",
            "negative_value",
            "sign_conflict",
            "too_long",
            "amount_overflow",
            "malformed_record",
            "duplicate_transaction_id",
            "conflicting_transaction",
            "conflicting_cogs");
  }

  @Test
  public void dimensionsNameTheirKeys() {
    assertThat(Dimension.ALL)
        .extracting(Dimension::table, Dimension::keyColumn, Dimension::naturalKeyColumn)
        .containsExactly(
            tuple("DimProduct", "ProductKey", "ProductID"),
            tuple("DimCustomer", "CustomerKey", "CustomerID"),
            tuple("DimChannel", "ChannelKey", "ChannelName"),
            tuple("DimCampaign", "CampaignKey", "CampaignID"));
  }

  private static void assertColumns(String table, String ddl) {
    StructType schema = StarTables.PUBLISHED.getOrDefault(table, StarTables.RUN_LOG.get(table));
    assertThat(schema.asNullable().toDDL()).isEqualTo(StructType.fromDDL(ddl).toDDL());
  }
}
