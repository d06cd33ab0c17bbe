package io.financeanalytics.costing;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Exact money: decimal(18,2), rounded half-up (away from zero); no floating point anywhere. */
public final class Money {

  /** The type of every derived amount. */
  public static final DataType TYPE = DataTypes.createDecimalType(18, 2);

  /** The smallest amount that no longer fits {@link #TYPE}. */
  public static final BigDecimal LIMIT = BigDecimal.TEN.pow(16);

  private Money() {}

  /**
   * {@return {@code round(quantity x unitAmount, 2)}; null when either is null or the result does
   * not fit}
   *
   * @param quantity an exact number of units
   * @param unitAmount an exact amount for one unit
   */
  public static Column product(Column quantity, Column unitAmount) {
    return fitted(round(quantity.multiply(unitAmount), 2));
  }

  /**
   * {@return an exact amount of two fraction digits as {@link #TYPE}; null when it does not fit}
   *
   * @param amount an exact amount of at most two fraction digits
   */
  public static Column fitted(Column amount) {
    return when(abs(amount).lt(lit(LIMIT)), amount.cast(TYPE));
  }
}
