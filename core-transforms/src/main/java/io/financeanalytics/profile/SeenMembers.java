package io.financeanalytics.profile;

import io.financeanalytics.star.Sightings;
import io.financeanalytics.table.Dimension;
import io.financeanalytics.table.Transactions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** The members that a task's rows name, in the form of {@link Sightings#SCHEMA}. */
final class SeenMembers {

  /** With more members than this, a task hands over what it has and begins anew. */
  private static final int MOST_KEPT = 200_000;

  private final int productAt;
  private final int nameAt;
  private final int customerAt;
  private final int channelAt;
  private final int momentAt;

  private final Map<UTF8String, LatestName> products = new HashMap<>();

  private final Set<UTF8String> customers = new HashSet<>();
  private final Set<UTF8String> channels = new HashSet<>();
  private int kept;

  SeenMembers(StructType staged) {
    this.productAt = staged.fieldIndex(Transactions.PRODUCT_ID);
    this.nameAt = staged.fieldIndex(Transactions.PRODUCT_NAME);
    this.customerAt = staged.fieldIndex(Transactions.CUSTOMER_ID);
    this.channelAt = staged.fieldIndex(Transactions.CHANNEL_NAME);
    this.momentAt = staged.fieldIndex(Transactions.TRANSACTION_DATE);
  }

  void add(InternalRow row) {
    addProduct(row);
    add(row, customerAt, customers);
    add(row, channelAt, channels);
  }

  boolean isFull() {
    return kept >= MOST_KEPT;
  }

  /** The members since the last call. */
  List<Row> handOver() {
    List<Row> rows = new ArrayList<>();
    products.forEach(
        (product, latest) ->
            rows.add(row(Dimension.PRODUCT, product, latest.name, latest.moment())));
    customers.forEach(customer -> rows.add(row(Dimension.CUSTOMER, customer, null, null)));
    channels.forEach(channel -> rows.add(row(Dimension.CHANNEL, channel, null, null)));
    products.clear();
    customers.clear();
    channels.clear();
    kept = 0;
    return rows;
  }

  private void addProduct(InternalRow row) {
    if (row.isNullAt(productAt)) {
      return;
    }
    UTF8String product = row.getUTF8String(productAt);
    LatestName latest = products.get(product);
    if (latest == null) {
      latest = new LatestName();
      products.put(product.copy(), latest);
      kept++;
    }
    if (!row.isNullAt(nameAt)) {
      latest.see(row.getUTF8String(nameAt), row.getLong(momentAt));
    }
  }

  private void add(InternalRow row, int column, Set<UTF8String> members) {
    if (!row.isNullAt(column)) {
      UTF8String member = row.getUTF8String(column);
      if (!members.contains(member)) {
        members.add(member.copy());
        kept++;
      }
    }
  }

  private static Row row(Dimension dimension, UTF8String key, UTF8String name, Long moment) {
    return RowFactory.create(
        dimension.table(), key.toString(), name == null ? null : name.toString(), moment);
  }

  /** The name under which a product was seen last; of names of one moment, the greatest. */
  private static final class LatestName {

    private UTF8String name;
    private long moment;

    Long moment() {
      return name == null ? null : moment;
    }

    void see(UTF8String seen, long when) {
      boolean isLater = name == null || when > moment;
      if (isLater || (when == moment && seen.compareTo(name) > 0)) {
        name = seen.copy();
        moment = when;
      }
    }
  }
}
