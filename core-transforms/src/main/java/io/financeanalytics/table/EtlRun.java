package io.financeanalytics.table;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Grain: one run. Only ever grows. */
public final class EtlRun {

  /** The table's name. */
  public static final String NAME = "EtlRun";

  /** The run. */
  public static final String RUN_ID = "RunID";

  /** When it started, in UTC. */
  public static final String STARTED_AT = "StartedAt";

  /** When it ended, in UTC; null when it died. */
  public static final String FINISHED_AT = "FinishedAt";

  /** succeeded, refused or failed. */
  public static final String STATUS = "Status";

  /** The version of this software. */
  public static final String SOFTWARE_VERSION = "SoftwareVersion";

  /** A digest of the names, sizes and times of the raw files. */
  public static final String INPUT_FINGERPRINT = "InputFingerprint";

  /** JSON object of table name to published version; null where nothing was published. */
  public static final String TABLE_VERSIONS = "TableVersions";

  /** Columns in the order of the contract. */
  public static final StructType SCHEMA =
      new StructType()
          .add(RUN_ID, DataTypes.StringType, false)
          .add(STARTED_AT, DataTypes.TimestampType, false)
          .add(FINISHED_AT, DataTypes.TimestampType)
          .add(STATUS, DataTypes.StringType, false)
          .add(SOFTWARE_VERSION, DataTypes.StringType, false)
          .add(INPUT_FINGERPRINT, DataTypes.StringType)
          .add(TABLE_VERSIONS, DataTypes.StringType);

  private EtlRun() {}
}
