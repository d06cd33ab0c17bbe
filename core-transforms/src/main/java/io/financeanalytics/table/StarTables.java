package io.financeanalytics.table;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.types.StructType;

/** The tables that a run publishes, and those that it only adds to. */
public final class StarTables {

  /**
   * The star, by name, dimensions before the facts that point at them; replaced as a whole by every
   * successful run.
   */
  public static final Map<String, StructType> PUBLISHED = published();

  /**
   * The run log, by name; every run adds to it. {@code EtlRun} comes last, as it is what makes a
   * run count.
   */
  public static final Map<String, StructType> RUN_LOG = runLog();

  private StarTables() {}

  private static Map<String, StructType> published() {
    Map<String, StructType> tables = new LinkedHashMap<>();
    tables.put(DimDate.NAME, DimDate.SCHEMA);
    tables.put(DimProduct.NAME, DimProduct.SCHEMA);
    tables.put(DimCustomer.NAME, DimCustomer.SCHEMA);
    tables.put(DimChannel.NAME, DimChannel.SCHEMA);
    tables.put(DimCampaign.NAME, DimCampaign.SCHEMA);
    tables.put(ProductCost.NAME, ProductCost.SCHEMA);
    tables.put(PlatformChannel.NAME, PlatformChannel.SCHEMA);
    tables.put(FactMarketingSpend.NAME, FactMarketingSpend.SCHEMA);
    tables.put(FactTransactions.NAME, FactTransactions.SCHEMA);
    return Collections.unmodifiableMap(tables);
  }

  private static Map<String, StructType> runLog() {
    Map<String, StructType> tables = new LinkedHashMap<>();
    tables.put(Quarantine.NAME, Quarantine.SCHEMA);
    tables.put(EtlRunMeasure.NAME, EtlRunMeasure.SCHEMA);
    tables.put(EtlRun.NAME, EtlRun.SCHEMA);
    return Collections.unmodifiableMap(tables);
  }
}
