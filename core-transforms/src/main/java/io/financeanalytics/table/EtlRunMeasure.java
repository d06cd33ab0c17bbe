package io.financeanalytics.table;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Grain: one count or control sum of one run. Only ever grows. */
public final class EtlRunMeasure {

  /** The table's name. */
  public static final String NAME = "EtlRunMeasure";

  /** The run. */
  public static final String RUN_ID = "RunID";

  /** Where in the run it was measured. */
  public static final String STAGE = "Stage";

  /** The source, table or month that was measured. */
  public static final String OBJECT = "Object";

  /** What was counted or summed. */
  public static final String MEASURE = "Measure";

  /** The currency of a sum; null for a count. */
  public static final String CURRENCY_CODE = "CurrencyCode";

  /** The count or sum. */
  public static final String VALUE = "Value";

  /** Columns in the order of the contract. */
  public static final StructType SCHEMA =
      new StructType()
          .add(RUN_ID, DataTypes.StringType, false)
          .add(STAGE, DataTypes.StringType, false)
          .add(OBJECT, DataTypes.StringType, false)
          .add(MEASURE, DataTypes.StringType, false)
          .add(CURRENCY_CODE, DataTypes.StringType)
          .add(VALUE, DataTypes.createDecimalType(38, 4), false);

  private EtlRunMeasure() {}
}
