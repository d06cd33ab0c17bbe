package io.financeanalytics.local;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.BitwiseAnd;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.ShiftRight;
import org.apache.spark.sql.catalyst.expressions.UnscaledValue;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.Sum;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import scala.Function1;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.runtime.AbstractPartialFunction;

/**
 * Sums decimals of up to 18 digits as whole numbers of 64 bits. Spark does so up to 8 digits, where
 * the sum still fits 64 bits; wider ones it adds as objects. Here the upper and the lower 32 bits
 * are summed apart, so that neither sum overflows below two billion rows, and put together at the
 * end. The result and its type are the same.
 */
public final class ExactSums extends Rule<LogicalPlan> {

  private static final int HALF = 32;
  private static final long LOWER_HALF = 0xFFFF_FFFFL;
  private static final int MOST_DIGITS = 18;
  private static final int DIGITS_MORE = 10;

  /** For the session. */
  ExactSums() {}

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    return plan.transform(new InAggregates());
  }

  /**
   * Puts a sum together. Public because the code that Spark generates calls it.
   *
   * @param upper the sum of the upper halves
   * @param lower the sum of the lower halves
   * @param precision the digits of the result
   * @param scale its fraction digits
   */
  public static Decimal total(long upper, long lower, int precision, int scale) {
    BigInteger units = BigInteger.valueOf(upper).shiftLeft(HALF).add(BigInteger.valueOf(lower));
    return Decimal.apply(new BigDecimal(units, scale), precision, scale);
  }

  private static boolean isWideSum(Expression expression) {
    return expression instanceof AggregateExpression aggregate
        && !aggregate.isDistinct()
        && aggregate.aggregateFunction() instanceof Sum sum
        && sum.child().dataType() instanceof DecimalType type
        && type.precision() <= MOST_DIGITS
        && type.precision() + DIGITS_MORE > MOST_DIGITS;
  }

  private static Expression exact(AggregateExpression aggregate) {
    Expression summed = ((Sum) aggregate.aggregateFunction()).child();
    DecimalType type = (DecimalType) summed.dataType();
    int precision = type.precision() + DIGITS_MORE;
    Expression units = new UnscaledValue(summed);
    List<Expression> arguments =
        List.of(
            sum(aggregate, new ShiftRight(units, whole(HALF, DataTypes.IntegerType))),
            sum(aggregate, new BitwiseAnd(units, whole(LOWER_HALF, DataTypes.LongType))),
            whole(precision, DataTypes.IntegerType),
            whole(type.scale(), DataTypes.IntegerType));
    List<AbstractDataType> types =
        List.of(
            DataTypes.LongType, DataTypes.LongType, DataTypes.IntegerType, DataTypes.IntegerType);
    return new StaticInvoke(
        ExactSums.class,
        DataTypes.createDecimalType(precision, type.scale()),
        "total",
        seq(arguments),
        seq(types),
        true,
        false,
        true);
  }

  private static Expression sum(AggregateExpression like, Expression summed) {
    return new AggregateExpression(
        new Sum(summed), like.mode(), false, like.filter(), NamedExpression.newExprId());
  }

  private static Literal whole(Object number, DataType type) {
    return new Literal(number, type);
  }

  private static <T> Seq<T> seq(List<T> list) {
    return JavaConverters.asScalaBufferConverter(list).asScala().toSeq();
  }

  private static final class InAggregates
      extends AbstractPartialFunction<LogicalPlan, LogicalPlan> {

    @Override
    public boolean isDefinedAt(LogicalPlan plan) {
      return plan instanceof Aggregate;
    }

    @Override
    @SuppressWarnings("unchecked") // What Scala gives as the answer is a plan.
    public <A extends LogicalPlan, B> B applyOrElse(A plan, Function1<A, B> otherwise) {
      return plan instanceof Aggregate
          ? (B) plan.transformExpressions(new OfSums())
          : otherwise.apply(plan);
    }
  }

  private static final class OfSums extends AbstractPartialFunction<Expression, Expression> {

    @Override
    public boolean isDefinedAt(Expression expression) {
      return isWideSum(expression);
    }

    @Override
    @SuppressWarnings("unchecked") // What Scala gives as the answer is an expression.
    public <A extends Expression, B> B applyOrElse(A expression, Function1<A, B> otherwise) {
      return isWideSum(expression)
          ? (B) exact((AggregateExpression) expression)
          : otherwise.apply(expression);
    }
  }
}
