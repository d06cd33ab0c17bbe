package io.financeanalytics.table;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Grain: one raw row of one run that is neither accepted nor collapsed. Only ever grows. */
public final class Quarantine {

  /** The table's name. */
  public static final String NAME = "Quarantine";

  /** The run that read the row. */
  public static final String RUN_ID = "RunID";

  /** The name of the raw source. */
  public static final String SOURCE = "Source";

  /** The file, relative to the raw folder. */
  public static final String SOURCE_FILE = "SourceFile";

  /** The code of the first reason that applies. */
  public static final String REASON = "Reason";

  /** Every reason that applies, with column and value. */
  public static final String DETAIL = "Detail";

  /** The record, at most 65,535 bytes; a cut is marked. */
  public static final String RAW_RECORD = "RawRecord";

  /** Columns in the order of the contract. */
  public static final StructType SCHEMA =
      new StructType()
          .add(RUN_ID, DataTypes.StringType, false)
          .add(SOURCE, DataTypes.StringType, false)
          .add(SOURCE_FILE, DataTypes.StringType, false)
          .add(REASON, DataTypes.StringType, false)
          .add(DETAIL, DataTypes.StringType, false)
          .add(RAW_RECORD, DataTypes.StringType, false);

  private Quarantine() {}
}
