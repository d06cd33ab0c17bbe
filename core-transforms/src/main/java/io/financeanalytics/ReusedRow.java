package io.financeanalytics;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.unsafe.types.CalendarInterval;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A row that is filled again and again without making objects: what is no text is held as a whole
 * number, a decimal as units of its last fraction digit. Whoever keeps a row must copy it.
 */
public final class ReusedRow extends InternalRow {

  private static final long serialVersionUID = 1L;

  /** The columns' types. */
  private final DataType[] types;

  /** What is no text. */
  private final long[] numbers;

  /** The texts; null in other columns. */
  private final UTF8String[] texts;

  /** Whether a number stands in the column; a text is null when it is. */
  private final boolean[] present;

  /**
   * A row of nulls.
   *
   * @param schema its columns: texts, booleans, 32- and 64-bit numbers, dates, timestamps and
   *     decimals of 10 to 18 digits
   * @throws IllegalArgumentException when a column has another type
   */
  public ReusedRow(StructType schema) {
    this(
        new DataType[schema.length()],
        new long[schema.length()],
        new UTF8String[schema.length()],
        new boolean[schema.length()]);
    for (int i = 0; i < types.length; i++) {
      types[i] = supported(schema.apply(i).dataType());
    }
  }

  private ReusedRow(DataType[] types, long[] numbers, UTF8String[] texts, boolean[] present) {
    this.types = types;
    this.numbers = numbers;
    this.texts = texts;
    this.present = present;
  }

  private static DataType supported(DataType type) {
    boolean isSupported =
        type instanceof StringType
            || type instanceof BooleanType
            || type instanceof IntegerType
            || type instanceof DateType
            || type instanceof LongType
            || type instanceof TimestampType
            || (type instanceof DecimalType decimal && Units.fit(decimal));
    if (!isSupported) {
      throw new IllegalArgumentException("A reused row has no " + type.simpleString());
    }
    return type;
  }

  /**
   * Puts a text in a column of texts.
   *
   * @param column the column
   * @param text the text, or null
   */
  public void setText(int column, UTF8String text) {
    texts[column] = text;
  }

  /**
   * Takes the value of a column from another row.
   *
   * @param column the column, of the same type in both
   * @param row the other row
   * @param from where the value stands in the other row
   */
  public void set(int column, SpecializedGetters row, int from) {
    if (row instanceof ReusedRow reused) {
      texts[column] = reused.texts[from];
      numbers[column] = reused.numbers[from];
      present[column] = reused.present[from];
      return;
    }
    DataType type = types[column];
    if (type instanceof StringType) {
      texts[column] = row.isNullAt(from) ? null : row.getUTF8String(from);
    } else if (row.isNullAt(from)) {
      setNullAt(column);
    } else if (type instanceof DecimalType decimal) {
      setLong(column, Units.in(row, from, decimal));
    } else if (type instanceof BooleanType) {
      setBoolean(column, row.getBoolean(from));
    } else if (type instanceof IntegerType || type instanceof DateType) {
      setLong(column, row.getInt(from));
    } else {
      setLong(column, row.getLong(from));
    }
  }

  @Override
  public void setNullAt(int column) {
    texts[column] = null;
    present[column] = false;
  }

  @Override
  public void setBoolean(int column, boolean value) {
    setLong(column, value ? 1 : 0);
  }

  @Override
  public void setInt(int column, int value) {
    setLong(column, value);
  }

  /** Puts a number in a column; into one of decimals, units of its last fraction digit. */
  @Override
  public void setLong(int column, long value) {
    numbers[column] = value;
    present[column] = true;
  }

  @Override
  public void setDecimal(int column, Decimal value, int precision) {
    update(column, value);
  }

  @Override
  public void update(int column, Object value) {
    if (value == null) {
      setNullAt(column);
    } else if (value instanceof UTF8String text) {
      setText(column, text);
    } else if (value instanceof Decimal decimal) {
      setLong(column, units(decimal, (DecimalType) types[column]));
    } else if (value instanceof Boolean isSo) {
      setBoolean(column, isSo);
    } else if (value instanceof Integer number) {
      setInt(column, number);
    } else {
      setLong(column, (Long) value);
    }
  }

  @Override
  public int numFields() {
    return types.length;
  }

  @Override
  public boolean isNullAt(int column) {
    return texts[column] == null && !present[column];
  }

  @Override
  public boolean getBoolean(int column) {
    return numbers[column] != 0;
  }

  @Override
  public int getInt(int column) {
    return (int) numbers[column];
  }

  @Override
  public long getLong(int column) {
    return numbers[column];
  }

  @Override
  public Decimal getDecimal(int column, int precision, int scale) {
    return isNullAt(column) ? null : Decimal.createUnsafe(numbers[column], precision, scale);
  }

  @Override
  public UTF8String getUTF8String(int column) {
    return texts[column];
  }

  @Override
  public Object get(int column, DataType type) {
    if (isNullAt(column)) {
      return null;
    }
    if (type instanceof StringType) {
      return texts[column];
    }
    if (type instanceof DecimalType decimal) {
      return getDecimal(column, decimal.precision(), decimal.scale());
    }
    if (type instanceof BooleanType) {
      return getBoolean(column);
    }
    if (type instanceof IntegerType || type instanceof DateType) {
      return getInt(column);
    }
    return getLong(column);
  }

  @Override
  public InternalRow copy() {
    UTF8String[] ownTexts = new UTF8String[texts.length];
    for (int i = 0; i < texts.length; i++) {
      ownTexts[i] = texts[i] == null ? null : texts[i].copy();
    }
    return new ReusedRow(types, numbers.clone(), ownTexts, present.clone());
  }

  @Override
  public byte getByte(int column) {
    throw none("byte");
  }

  @Override
  public short getShort(int column) {
    throw none("short");
  }

  @Override
  public float getFloat(int column) {
    throw none("float");
  }

  @Override
  public double getDouble(int column) {
    throw none("double");
  }

  @Override
  public byte[] getBinary(int column) {
    throw none("binary");
  }

  @Override
  public CalendarInterval getInterval(int column) {
    throw none("interval");
  }

  @Override
  public InternalRow getStruct(int column, int fields) {
    throw none("struct");
  }

  @Override
  public ArrayData getArray(int column) {
    throw none("array");
  }

  @Override
  public MapData getMap(int column) {
    throw none("map");
  }

  private static long units(Decimal value, DecimalType type) {
    if (value.scale() != type.scale()) {
      throw new IllegalArgumentException(
          value + " of scale " + value.scale() + " is no " + type.simpleString());
    }
    return value.toUnscaledLong();
  }

  private static UnsupportedOperationException none(String type) {
    return new UnsupportedOperationException("A reused row has no " + type);
  }
}
