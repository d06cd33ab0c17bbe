package io.financeanalytics.table;

import java.io.Serializable;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A raw source: the columns of its files and, typed, of its staged rows.
 *
 * @param name the file's or folder's name without {@code .csv}
 * @param optional whether a run may go without it
 * @param fields its columns in contract order
 * @param amounts amounts that follow from the fields of a row, decimal(18,2)
 */
public record RawTable(String name, boolean optional, List<RawField> fields, List<String> amounts)
    implements Serializable {

  /** The business day of a row's timestamp; only in sources that have a timestamp. */
  public static final String BUSINESS_DAY = "BusinessDay";

  /** The file a record was read from, relative to the raw folder. */
  public static final String SOURCE_FILE = "SourceFile";

  /**
   * Byte offset of the record in its (uncompressed) file; with {@link #SOURCE_FILE} it identifies a
   * record.
   */
  public static final String RECORD_OFFSET = "RecordOffset";

  /** The record as it stands in the file, without its line end. */
  public static final String RAW_RECORD = "RawRecord";

  /** The first quarantine reason that applies, or null when the row is valid. */
  public static final String REASON = "Reason";

  /** Every reason that applies, with column and value, or null when the row is valid. */
  public static final String DETAIL = "Detail";

  /**
   * Every raw source of the product. Looked up when it is read: the classes that define the sources
   * are made with this one, whichever of them is used first.
   */
  public static final List<RawTable> ALL =
      new AbstractList<>() {
        @Override
        public RawTable get(int index) {
          return switch (index) {
            case 0 -> Transactions.TABLE;
            case 1 -> MarketingSpend.TABLE;
            case 2 -> Cogs.TABLE;
            case 3 -> PlatformChannels.TABLE;
            default -> throw new IndexOutOfBoundsException(index);
          };
        }

        @Override
        public int size() {
          return 4;
        }
      };

  /**
   * Makes the lists unmodifiable.
   *
   * @param name the file's or folder's name without {@code .csv}
   * @param optional whether a run may go without it
   * @param fields its columns in contract order
   * @param amounts amounts that follow from the fields of a row, decimal(18,2)
   */
  public RawTable {
    fields = List.copyOf(fields);
    amounts = List.copyOf(amounts);
  }

  /**
   * A source whose rows have no amounts but those that are delivered.
   *
   * @param name the file's or folder's name without {@code .csv}
   * @param optional whether a run may go without it
   * @param fields its columns in contract order
   */
  public RawTable(String name, boolean optional, List<RawField> fields) {
    this(name, optional, fields, List.of());
  }

  /** {@return the names of the columns, in contract order} */
  public List<String> columns() {
    return fields.stream().map(RawField::name).toList();
  }

  /** {@return the field that carries the row's moment, if the source has one} */
  public Optional<RawField> timestamp() {
    return fields.stream().filter(field -> field.kind() == RawField.Kind.TIMESTAMP).findFirst();
  }

  /**
   * {@return the typed columns in contract order, then the business day and the amounts that follow
   * from them, then where the record stands and what is wrong with it}
   */
  public StructType stagedSchema() {
    StructType schema = new StructType();
    for (RawField field : fields) {
      schema = schema.add(field.name(), field.type());
    }
    if (timestamp().isPresent()) {
      schema = schema.add(BUSINESS_DAY, DataTypes.DateType);
    }
    for (String amount : amounts) {
      schema = schema.add(amount, DataTypes.createDecimalType(18, 2));
    }
    return schema
        .add(SOURCE_FILE, DataTypes.StringType, false)
        .add(RECORD_OFFSET, DataTypes.LongType, false)
        .add(RAW_RECORD, DataTypes.StringType, false)
        .add(REASON, DataTypes.StringType)
        .add(DETAIL, DataTypes.StringType);
  }
}
