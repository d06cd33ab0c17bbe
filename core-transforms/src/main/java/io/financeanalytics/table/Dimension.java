package io.financeanalytics.table;

import java.util.List;
import org.apache.spark.sql.types.StructType;

/**
 * A dimension whose members have surrogate keys.
 *
 * @param table the table's name
 * @param keyColumn its surrogate key
 * @param naturalKeyColumn its natural key
 * @param attributes its other columns
 * @param schema all columns in order
 */
public record Dimension(
    String table,
    String keyColumn,
    String naturalKeyColumn,
    List<String> attributes,
    StructType schema) {

  /** Products. */
  public static final Dimension PRODUCT =
      new Dimension(
          DimProduct.NAME,
          DimProduct.PRODUCT_KEY,
          DimProduct.PRODUCT_ID,
          List.of(DimProduct.PRODUCT_NAME),
          DimProduct.SCHEMA);

  /** Customers. */
  public static final Dimension CUSTOMER =
      new Dimension(
          DimCustomer.NAME,
          DimCustomer.CUSTOMER_KEY,
          DimCustomer.CUSTOMER_ID,
          List.of(),
          DimCustomer.SCHEMA);

  /** Sales channels. */
  public static final Dimension CHANNEL =
      new Dimension(
          DimChannel.NAME,
          DimChannel.CHANNEL_KEY,
          DimChannel.CHANNEL_NAME,
          List.of(),
          DimChannel.SCHEMA);

  /** Advertising campaigns. */
  public static final Dimension CAMPAIGN =
      new Dimension(
          DimCampaign.NAME,
          DimCampaign.CAMPAIGN_KEY,
          DimCampaign.CAMPAIGN_ID,
          List.of(DimCampaign.CAMPAIGN_NAME, DimCampaign.AD_PLATFORM),
          DimCampaign.SCHEMA);

  /** Every such dimension. */
  public static final List<Dimension> ALL = List.of(PRODUCT, CUSTOMER, CHANNEL, CAMPAIGN);

  /**
   * Makes the list of attributes unmodifiable.
   *
   * @param table the table's name
   * @param keyColumn its surrogate key
   * @param naturalKeyColumn its natural key
   * @param attributes its other columns
   * @param schema all columns in order
   */
  public Dimension {
    attributes = List.copyOf(attributes);
  }
}
