package io.financeanalytics.costing;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Exact money: decimal(18,2), rounded half-up (away from zero); no floating point anywhere. */
public final class Money {

  /** The type of every derived amount. */
  public static final DataType TYPE = DataTypes.createDecimalType(18, 2);

  /** The smallest amount that no longer fits {@link #TYPE}. */
  public static final BigDecimal LIMIT = BigDecimal.TEN.pow(16);

  private static final DataType FACTOR = DataTypes.createDecimalType(18, 4);

  private Money() {}

  /**
   * {@return {@code round(quantity x unitAmount, 2)}; null when either is null or the result does
   * not fit}
   *
   * @param quantity an exact number of units, of at most 18 digits of which four are its fraction
   * @param unitAmount an exact amount for one unit, likewise
   */
  public static Column product(Column quantity, Column unitAmount) {
    // Spark multiplies decimals of 18 digits as objects; whole numbers of 64 bits are far quicker.
    List<Expression> factors =
        List.of(quantity.cast(FACTOR).expr(), unitAmount.cast(FACTOR).expr());
    List<AbstractDataType> types = List.of(FACTOR, FACTOR);
    return new Column(
        new StaticInvoke(
            ExactProduct.class,
            TYPE,
            "of",
            RowColumns.seq(factors),
            RowColumns.seq(types),
            true,
            true,
            true));
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
