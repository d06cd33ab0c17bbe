package io.financeanalytics.staging;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.dense_rank;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import io.financeanalytics.HashedKeys;
import io.financeanalytics.SmallSide;
import io.financeanalytics.keys.NaturalKey;
import io.financeanalytics.table.Cogs;
import io.financeanalytics.table.PlatformChannels;
import io.financeanalytics.table.RawTable;
import io.financeanalytics.table.Reason;
import io.financeanalytics.table.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Decides which of several valid rows for the same thing is true. Rows that are equal in every
 * typed column collapse to one; of different ones one survives at most. The result does not depend
 * on the order of files or rows.
 */
public final class Duplicates {

  /**
   * What stands in the Reason column of a row that is equal to an accepted or quarantined one and
   * only counted.
   */
  public static final String COLLAPSED = "collapsed";

  private static final String COPY = "__copy";
  private static final String VERSION = "__version";
  private static final String CONFLICT = "__conflict";
  private static final String HIGHEST = "__highest";
  private static final String FILE = "__file";
  private static final String OFFSET = "__offset";

  private Duplicates() {}

  /**
   * {@return the transactions that are accepted: all but those that {@link #judgedTransactions}
   * gave a reason}
   *
   * @param valid valid staged transactions
   * @param judged those of them that {@link #judgedTransactions} has judged
   */
  public static Dataset<Row> survivors(Dataset<Row> valid, Dataset<Row> judged) {
    Dataset<Row> fallen =
        fallen(judged)
            .withColumnRenamed(RawTable.SOURCE_FILE, FILE)
            .withColumnRenamed(RawTable.RECORD_OFFSET, OFFSET);
    Column isFallen =
        col(RawTable.RECORD_OFFSET)
            .equalTo(col(OFFSET))
            .and(HashedKeys.same(col(RawTable.SOURCE_FILE), col(FILE)));
    return valid.join(SmallSide.hinted(fallen), isFallen, "left_anti");
  }

  /**
   * {@return where the transactions stand that are not accepted}
   *
   * @param judged valid transactions that {@link #judgedTransactions} has judged
   */
  public static Dataset<Row> fallen(Dataset<Row> judged) {
    return judged
        .where(col(RawTable.REASON).isNotNull())
        .select(col(RawTable.SOURCE_FILE), col(RawTable.RECORD_OFFSET));
  }

  /**
   * Gives every transaction that is not accepted its Reason: {@link #COLLAPSED}, {@code
   * duplicate_transaction_id} or {@code conflicting_transaction}.
   *
   * <p>Under one TransactionID, equal rows collapse first. If the remaining ones differ in
   * ReturnFlag or in the sign of Quantity, all are in conflict; otherwise the latest
   * TransactionDate survives, ties broken by every other column in contract order, descending,
   * nulls last.
   *
   * @param valid valid staged transactions, with every row of each TransactionID among them
   * @return the same rows with their Reason and Detail
   */
  public static Dataset<Row> judgedTransactions(Dataset<Row> valid) {
    List<Column> order = new ArrayList<>();
    order.add(col(Transactions.TRANSACTION_DATE).desc_nulls_last());
    Transactions.TABLE.columns().stream()
        .filter(
            name ->
                !name.equals(Transactions.TRANSACTION_ID)
                    && !name.equals(Transactions.TRANSACTION_DATE))
        .forEach(name -> order.add(col(name).desc_nulls_last()));
    Column id = col(Transactions.TRANSACTION_ID);
    WindowSpec sameId = Window.partitionBy(id);
    WindowSpec best = sameId.orderBy(order.toArray(new Column[0]));
    Column[] everyColumn =
        Transactions.TABLE.columns().stream().map(name -> col(name)).toArray(Column[]::new);
    WindowSpec equalRows =
        Window.partitionBy(everyColumn)
            .orderBy(col(RawTable.SOURCE_FILE), col(RawTable.RECORD_OFFSET));

    Column returned = col(Transactions.RETURN_FLAG);
    Column quantity = col(Transactions.QUANTITY);
    Column sign = when(quantity.lt(0), -1).when(quantity.gt(0), 1).otherwise(0);
    Column conflict =
        min(returned)
            .over(sameId)
            .notEqual(max(returned).over(sameId))
            .or(min(sign).over(sameId).notEqual(max(sign).over(sameId)));
    Column survivor =
        concat(
            first(col(RawTable.SOURCE_FILE)).over(best),
            lit(" at byte "),
            first(col(RawTable.RECORD_OFFSET)).over(best));
    Dataset<Row> ranked =
        // One window after the other, so that the order of the copies serves the conflicts too.
        valid
            .withColumn(COPY, row_number().over(equalRows))
            .withColumn(CONFLICT, conflict)
            .withColumns(Map.of(VERSION, dense_rank().over(best), HIGHEST, survivor));
    Column reason =
        when(col(COPY).gt(1), COLLAPSED)
            .when(col(CONFLICT), Reason.CONFLICTING_TRANSACTION.code())
            .when(col(VERSION).gt(1), Reason.DUPLICATE_TRANSACTION_ID.code());
    Column detail =
        when(
                col(CONFLICT),
                concat(
                    lit(Reason.CONFLICTING_TRANSACTION.code() + ": rows under TransactionID = '"),
                    id,
                    lit("' differ in ReturnFlag or in the sign of Quantity")))
            .when(
                col(VERSION).gt(1),
                concat(
                    lit(Reason.DUPLICATE_TRANSACTION_ID.code() + ": TransactionID = '"),
                    id,
                    lit("' was taken from "),
                    col(HIGHEST)));
    return ranked
        .withColumns(Map.of(RawTable.REASON, reason, RawTable.DETAIL, detail))
        .drop(COPY, VERSION, CONFLICT, HIGHEST);
  }

  /**
   * Gives every valid cost that is not accepted its Reason: {@link #COLLAPSED} or {@code
   * conflicting_cogs}. Under one product, currency and day, equal costs collapse and the highest is
   * used.
   *
   * @param staged staged costs; those that already have a reason keep it and do not compete
   * @return the same rows with their Reason and Detail
   */
  public static Dataset<Row> judgedCosts(Dataset<Row> staged) {
    Column product = NaturalKey.of(col(Cogs.PRODUCT_ID));
    Column valid = col(RawTable.REASON).isNull();
    WindowSpec sameDay =
        Window.partitionBy(valid, product, col(Cogs.CURRENCY_CODE), col(Cogs.EFFECTIVE_DATE));
    WindowSpec equalCosts =
        Window.partitionBy(
                valid,
                product,
                col(Cogs.CURRENCY_CODE),
                col(Cogs.EFFECTIVE_DATE),
                col(Cogs.UNIT_COGS))
            .orderBy(col(RawTable.SOURCE_FILE), col(RawTable.RECORD_OFFSET));
    Column lower = col(Cogs.UNIT_COGS).lt(col(HIGHEST));
    Dataset<Row> ranked =
        // In this order, the rows sorted for the copies need not be sorted for the highest.
        staged
            .withColumn(COPY, row_number().over(equalCosts))
            .withColumn(HIGHEST, max(col(Cogs.UNIT_COGS)).over(sameDay));
    Column detail =
        concat(
            lit(Reason.CONFLICTING_COGS.code() + ": UnitCOGS = '"),
            col(Cogs.UNIT_COGS),
            lit("', the highest for the same product, currency and day is "),
            col(HIGHEST));
    return ranked
        .withColumns(
            Map.of(
                RawTable.DETAIL,
                coalesce(col(RawTable.DETAIL), when(lower, detail)),
                RawTable.REASON,
                coalesce(
                    col(RawTable.REASON),
                    when(col(COPY).gt(1), COLLAPSED).when(lower, Reason.CONFLICTING_COGS.code()))))
        .drop(COPY, HIGHEST);
  }

  /**
   * Gives every valid platform mapping that repeats an equal one the Reason {@link #COLLAPSED}.
   *
   * @param staged staged platform mappings; those that already have a reason keep it
   * @return the same rows with their Reason
   */
  public static Dataset<Row> judgedPlatforms(Dataset<Row> staged) {
    Column[] typed =
        PlatformChannels.TABLE.columns().stream().map(name -> col(name)).toArray(Column[]::new);
    WindowSpec equalRows =
        Window.partitionBy(typed)
            .orderBy(col(RawTable.REASON), col(RawTable.SOURCE_FILE), col(RawTable.RECORD_OFFSET));
    return staged
        .withColumn(COPY, row_number().over(equalRows))
        .withColumn(
            RawTable.REASON, coalesce(col(RawTable.REASON), when(col(COPY).gt(1), COLLAPSED)))
        .drop(COPY);
  }
}
