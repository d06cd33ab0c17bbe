package io.financeanalytics.star;

import io.financeanalytics.table.Transactions;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** The members that the order lines of one task name. */
public final class SeenOnLines {

  /** With more members than this, a task hands over what it has and begins anew. */
  static final int MOST_KEPT = 200_000;

  private final int mostKept;
  private final int productAt;
  private final int nameAt;
  private final int customerAt;
  private final int channelAt;
  private final int momentAt;
  private final SeenMembers members = new SeenMembers();

  /**
   * No members yet.
   *
   * @param lines the columns of the order lines
   */
  public SeenOnLines(StructType lines) {
    this(lines, MOST_KEPT);
  }

  SeenOnLines(StructType lines, int mostKept) {
    this.mostKept = mostKept;
    this.productAt = lines.fieldIndex(Transactions.PRODUCT_ID);
    this.nameAt = lines.fieldIndex(Transactions.PRODUCT_NAME);
    this.customerAt = lines.fieldIndex(Transactions.CUSTOMER_ID);
    this.channelAt = lines.fieldIndex(Transactions.CHANNEL_NAME);
    this.momentAt = lines.fieldIndex(Transactions.TRANSACTION_DATE);
  }

  /**
   * Takes the members that a line names.
   *
   * @param line an accepted order line
   */
  public void add(InternalRow line) {
    if (!line.isNullAt(productAt)) {
      UTF8String name = line.isNullAt(nameAt) ? null : line.getUTF8String(nameAt);
      members.see(SeenMembers.PRODUCT, line.getUTF8String(productAt), name, line.getLong(momentAt));
    }
    if (!line.isNullAt(customerAt)) {
      members.see(SeenMembers.CUSTOMER, line.getUTF8String(customerAt), null, 0);
    }
    if (!line.isNullAt(channelAt)) {
      members.see(SeenMembers.CHANNEL, line.getUTF8String(channelAt), null, 0);
    }
  }

  /** {@return whether the members should be handed over before more are added} */
  public boolean isFull() {
    return members.size() >= mostKept;
  }

  /** {@return the members since the last call, as rows of {@link Sightings#SCHEMA}} */
  public List<InternalRow> handOver() {
    return members.handOver();
  }
}
