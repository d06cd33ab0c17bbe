package io.financeanalytics.costing;

import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.hash;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftleft;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.unix_date;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.PreciseTimestampConversion;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Where rows stand when those of one combination of keys are put in a line by time: a whole number,
 * because Spark sorts whole numbers far quicker than anything else. From the highest bit on it has
 * a hash of the keys, the time, and one bit for the side.
 */
enum Places {
  /** Days fit as they are. */
  OF_DATES(32, 0) {
    @Override
    Column whole(Column date) {
      return unix_date(date).cast(DataTypes.LongType);
    }
  },
  /** Of moments, those of about a second share a place. */
  OF_TIMESTAMPS(40, 20) {
    @Override
    Column whole(Column timestamp) {
      Expression moment = timestamp.expr();
      return new Column(
          new PreciseTimestampConversion(moment, moment.dataType(), DataTypes.LongType));
    }
  };

  private final int timeBits;
  private final int bitsShared;

  Places(int timeBits, int bitsShared) {
    this.timeBits = timeBits;
    this.bitsShared = bitsShared;
  }

  /** Whether rows can be put in a line by times of a type. */
  static boolean exist(DataType time) {
    return time instanceof DateType
        || time instanceof TimestampType
        || time instanceof TimestampNTZType;
  }

  static Places of(DataType time) {
    return time instanceof DateType ? OF_DATES : OF_TIMESTAMPS;
  }

  /** How many bits of a place are below the hash. */
  int timeBits() {
    return timeBits;
  }

  /** A column of times as whole numbers of days or microseconds since 1970. */
  abstract Column whole(Column time);

  /**
   * The place of a row.
   *
   * @param keys the row's keys
   * @param whole its time as a whole number
   * @param side the lowest bit
   */
  Column at(Column[] keys, Column whole, long side) {
    long limit = 1L << (timeBits - 2);
    Column coarse = shiftright(whole, bitsShared);
    Column time = greatest(lit(-limit), least(lit(limit - 1), coarse)).plus(limit);
    return shiftleft(hash(keys).cast(DataTypes.LongType), timeBits)
        .bitwiseOR(shiftleft(time, 1))
        .bitwiseOR(lit(side));
  }
}
