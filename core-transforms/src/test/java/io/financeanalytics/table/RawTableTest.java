package io.financeanalytics.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.Test;

public class RawTableTest {

  @Test
  public void theSourcesAreThoseOfTheContract() {
    assertThat(RawTable.ALL)
        .extracting(RawTable::name)
        .containsExactly("transactions", "marketing_spend", "cogs", "platform_channels");
    assertThat(RawTable.ALL)
        .extracting(RawTable::optional)
        .containsExactly(false, false, false, true);
  }

  @Test
  public void columnsAreThoseOfTheContractInItsOrder() {
    assertThat(Transactions.TABLE.columns())
        .containsExactly(
            ("TransactionID OrderID TransactionDate ProductID ProductName CustomerID ChannelName"
                    + " Quantity UnitPrice DiscountAmount TaxAmount ShippingChargedToCustomer"
                    + " ActualShippingCost PlatformFee FulfillmentFee PaymentProcessingFee"
                    + " ReturnFlag CurrencyCode")
                .split(" "));
    assertThat(MarketingSpend.TABLE.columns())
        .containsExactly(
            "Date CampaignID CampaignName AdPlatform Impressions Clicks Spend CurrencyCode"
                .split(" "));
    assertThat(Cogs.TABLE.columns())
        .containsExactly("ProductID", "COGS_EffectiveDate", "UnitCOGS", "CurrencyCode");
    assertThat(PlatformChannels.TABLE.columns()).containsExactly("AdPlatform", "ChannelName");
  }

  @Test
  public void onlyTheColumnsThatTheContractCallsOptionalMayBeMissing() {
    assertThat(optionalColumns(Transactions.TABLE))
        .containsExactly(
            "OrderID",
            "DiscountAmount",
            "TaxAmount",
            "ShippingChargedToCustomer",
            "ActualShippingCost",
            "PlatformFee",
            "FulfillmentFee",
            "PaymentProcessingFee",
            "ReturnFlag",
            "CurrencyCode");
    assertThat(optionalColumns(MarketingSpend.TABLE)).containsExactly("CurrencyCode");
    assertThat(optionalColumns(Cogs.TABLE)).containsExactly("CurrencyCode");
    assertThat(optionalColumns(PlatformChannels.TABLE)).isEmpty();
  }

  @Test
  public void stagedColumnsHaveTheTypesOfTheContract() {
    assertThat(Transactions.TABLE.stagedSchema().toDDL())
        .isEqualTo(
            "TransactionID STRING,OrderID STRING,TransactionDate TIMESTAMP,ProductID STRING,"
                + "ProductName STRING,CustomerID STRING,ChannelName STRING,Quantity DECIMAL(18,4),"
                + "UnitPrice DECIMAL(18,4),DiscountAmount DECIMAL(18,2),TaxAmount DECIMAL(18,2),"
                + "ShippingChargedToCustomer DECIMAL(18,2),ActualShippingCost DECIMAL(18,2),"
                + "PlatformFee DECIMAL(18,2),FulfillmentFee DECIMAL(18,2),"
                + "PaymentProcessingFee DECIMAL(18,2),ReturnFlag BOOLEAN,CurrencyCode STRING,"
                + "BusinessDay DATE,GrossRevenue DECIMAL(18,2),NetRevenue DECIMAL(18,2),"
                + "SourceFile STRING NOT NULL,RecordOffset BIGINT NOT NULL,"
                + "RawRecord STRING NOT NULL,Reason STRING,Detail STRING");
    assertThat(MarketingSpend.TABLE.stagedSchema().toDDL())
        .startsWith(
            "Date DATE,CampaignID STRING,CampaignName STRING,AdPlatform STRING,Impressions BIGINT,"
                + "Clicks BIGINT,Spend DECIMAL(18,2),CurrencyCode STRING,SourceFile");
    assertThat(Cogs.TABLE.stagedSchema().toDDL())
        .startsWith(
            "ProductID STRING,COGS_EffectiveDate DATE,UnitCOGS DECIMAL(18,4),CurrencyCode STRING,"
                + "SourceFile");
  }

  @Test
  public void whicheverSourceIsUsedFirstInAProgramAllAreThere() throws Exception {
    for (Class<?> first :
        List.of(
            Transactions.class,
            MarketingSpend.class,
            Cogs.class,
            PlatformChannels.class,
            RawTable.class)) {
      Process program =
          new ProcessBuilder(
                  System.getProperty("java.home")
                      + File.separator
                      + "bin"
                      + File.separator
                      + "java",
                  "-cp",
                  System.getProperty("java.class.path"),
                  FirstUse.class.getName(),
                  first.getName())
              .redirectErrorStream(true)
              .start();
      String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(program.waitFor()).as("%s first: %s", first.getSimpleName(), said).isZero();
    }
  }

  /** A program that uses the class it is told before any other. */
  static final class FirstUse {

    private FirstUse() {}

    public static void main(String[] args) throws ClassNotFoundException {
      Class.forName(args[0]);
      if (RawTable.ALL.contains(null)) {
        throw new IllegalStateException("a source is missing");
      }
    }
  }

  private static List<String> optionalColumns(RawTable table) {
    return table.fields().stream()
        .filter(field -> !field.columnRequired())
        .map(RawField::name)
        .toList();
  }
}
