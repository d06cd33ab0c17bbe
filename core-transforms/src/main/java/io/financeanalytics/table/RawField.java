package io.financeanalytics.table;

import java.io.Serializable;
import java.time.LocalDate;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * One column of a raw file: its name, its type, and the rules that a value must keep. Immutable;
 * every rule is added by a method that returns a new field.
 *
 * @param name the column's name, found case-insensitively in a file's header
 * @param kind how the text is read
 * @param columnRequired whether a file without this column is an error
 * @param valueRequired whether an empty value is {@code missing_required}
 * @param notNegative whether a value below zero is {@code negative_value}
 * @param scale fraction digits of a decimal; extra digits round half-up
 * @param maxBytes longest text in UTF-8 bytes; longer is {@code too_long}
 * @param firstDay first day of a date or of a timestamp's business day, inclusive
 * @param lastDay last such day, inclusive
 * @param signOf the column whose sign a value other than zero must carry, or null
 */
public record RawField(
    String name,
    Kind kind,
    boolean columnRequired,
    boolean valueRequired,
    boolean notNegative,
    int scale,
    int maxBytes,
    LocalDate firstDay,
    LocalDate lastDay,
    String signOf)
    implements Serializable {

  /** Digits of every decimal in the contract. */
  public static final int PRECISION = 18;

  /** Longest identifier, channel or platform in UTF-8 bytes. */
  public static final int IDENTIFIER_BYTES = 128;

  /** Longest name in UTF-8 bytes. */
  public static final int NAME_BYTES = 512;

  private static final LocalDate FIRST_BUSINESS_DAY = LocalDate.of(1990, 1, 1);
  private static final LocalDate LAST_DAY = LocalDate.of(2099, 12, 31);

  /** How the text of a field is read, and what an empty value means. */
  public enum Kind {
    /** Text as it stands; empty is null. */
    TEXT,
    /** A moment, stored in UTC; empty is null. */
    TIMESTAMP,
    /** A day; empty is null. */
    DATE,
    /** An exact decimal of {@link #PRECISION} digits; empty is zero unless a value is required. */
    DECIMAL,
    /** A whole number; empty is zero. */
    INTEGER,
    /** Yes or no; empty is no. */
    BOOLEAN,
    /** Three letters, upper-cased; empty is the reporting currency. */
    CURRENCY
  }

  /** {@return the Spark type of the typed column} */
  public DataType type() {
    return switch (kind) {
      case TEXT, CURRENCY -> DataTypes.StringType;
      case TIMESTAMP -> DataTypes.TimestampType;
      case DATE -> DataTypes.DateType;
      case DECIMAL -> DataTypes.createDecimalType(PRECISION, scale);
      case INTEGER -> DataTypes.LongType;
      case BOOLEAN -> DataTypes.BooleanType;
    };
  }

  /**
   * {@return an identifier, a channel or a platform}
   *
   * @param name the column's name
   */
  public static RawField identifier(String name) {
    return of(name, Kind.TEXT, 0, IDENTIFIER_BYTES);
  }

  /**
   * {@return a name that people read}
   *
   * @param name the column's name
   */
  public static RawField label(String name) {
    return of(name, Kind.TEXT, 0, NAME_BYTES);
  }

  /**
   * {@return a moment whose business day lies in the years 1990 to 2099}
   *
   * @param name the column's name
   */
  public static RawField timestamp(String name) {
    return of(name, Kind.TIMESTAMP, 0, 0);
  }

  /**
   * {@return a day in the years 1990 to 2099}
   *
   * @param name the column's name
   */
  public static RawField date(String name) {
    return of(name, Kind.DATE, 0, 0);
  }

  /**
   * {@return an exact decimal with {@code scale} fraction digits}
   *
   * @param name the column's name
   * @param scale how many fraction digits are kept
   */
  public static RawField decimal(String name, int scale) {
    return of(name, Kind.DECIMAL, scale, 0);
  }

  /**
   * {@return a whole number of 64 bits}
   *
   * @param name the column's name
   */
  public static RawField integer(String name) {
    return of(name, Kind.INTEGER, 0, 0);
  }

  /**
   * {@return yes or no}
   *
   * @param name the column's name
   */
  public static RawField bool(String name) {
    return of(name, Kind.BOOLEAN, 0, 0);
  }

  /**
   * {@return the optional currency column that every source with money has}
   *
   * @param name the column's name
   */
  public static RawField currency(String name) {
    return of(name, Kind.CURRENCY, 0, 0).optionalColumn();
  }

  /** {@return the same field, in a column that a file may leave out} */
  public RawField optionalColumn() {
    return new RawField(
        name, kind, false, valueRequired, notNegative, scale, maxBytes, firstDay, lastDay, signOf);
  }

  /** {@return the same field, whose value must not be empty} */
  public RawField required() {
    return new RawField(
        name, kind, columnRequired, true, notNegative, scale, maxBytes, firstDay, lastDay, signOf);
  }

  /** {@return the same field, whose value must not be below zero} */
  public RawField nonNegative() {
    return new RawField(
        name,
        kind,
        columnRequired,
        valueRequired,
        true,
        scale,
        maxBytes,
        firstDay,
        lastDay,
        signOf);
  }

  /**
   * {@return the same field, allowed from {@code day} on}
   *
   * @param day the first day that is accepted
   */
  public RawField from(LocalDate day) {
    return new RawField(
        name,
        kind,
        columnRequired,
        valueRequired,
        notNegative,
        scale,
        maxBytes,
        day,
        lastDay,
        signOf);
  }

  /**
   * {@return the same field, which is zero or carries the sign of {@code other}}
   *
   * @param other the name of the column whose sign it carries
   */
  public RawField withSignOf(String other) {
    return new RawField(
        name,
        kind,
        columnRequired,
        valueRequired,
        notNegative,
        scale,
        maxBytes,
        firstDay,
        lastDay,
        other);
  }

  private static RawField of(String name, Kind kind, int scale, int maxBytes) {
    return new RawField(
        name, kind, true, false, false, scale, maxBytes, FIRST_BUSINESS_DAY, LAST_DAY, null);
  }
}
