package io.financeanalytics.staging;

import io.financeanalytics.ReusedRow;
import io.financeanalytics.raw.CsvFields;
import io.financeanalytics.raw.RawFile;
import io.financeanalytics.table.RawField;
import io.financeanalytics.table.RawTable;
import io.financeanalytics.table.Reason;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Turns the fields of one record into the typed columns of its source and names what is wrong with
 * it. A value with a fault becomes null. Texts point into the record's bytes: a row must be copied
 * before the next record is read.
 */
final class RecordTyper {

  /** Those of the table's fields that are typed. */
  private final Field[] wanted;

  private final int dayTarget;
  private final int width;

  /** By the field's place in the table: its value, or {@link FieldParser#BAD}. */
  private final long[] units;

  private final ZoneId zone;
  private final UTF8String reportingCurrency;
  private final Revenue revenue;
  private final boolean judging;
  private final Problems problems = new Problems();
  private UTF8String lastWritten;
  private UTF8String lastCurrency;

  /**
   * A typer of one file's records.
   *
   * @param columns the columns of the rows to fill; what is wrong with a record is found out only
   *     if one of them depends on it
   */
  RecordTyper(RawTable table, RawFile file, StagingSettings settings, List<String> columns) {
    this.judging = !table.columns().containsAll(columns);
    this.wanted =
        IntStream.range(0, table.fields().size())
            .mapToObj(i -> new Field(table, i, file, columns))
            .filter(field -> judging || field.target >= 0)
            .toArray(Field[]::new);
    this.dayTarget = columns.indexOf(RawTable.BUSINESS_DAY);
    this.width = file.header().size();
    this.units = new long[table.fields().size()];
    this.zone =
        settings.businessZone().normalized().equals(ZoneOffset.UTC)
            ? ZoneOffset.UTC
            : settings.businessZone();
    this.reportingCurrency = UTF8String.fromString(settings.reportingCurrency());
    this.revenue = table.amounts().isEmpty() ? null : new Revenue(table, settings, columns);
  }

  /** A field of the table: where it comes from, where it goes, and what it must keep to. */
  private static final class Field {

    private final RawField rules;
    private final RawField.Kind kind;
    private final int place;
    private final int position;
    private final int target;
    private final int scale;
    private final int maxBytes;
    private final boolean notNegative;
    private final long firstDay;
    private final long lastDay;
    private final int signOf;

    Field(RawTable table, int place, RawFile file, List<String> columns) {
      this.rules = table.fields().get(place);
      this.kind = rules.kind();
      this.place = place;
      this.position = file.position(rules.name());
      this.target = columns.indexOf(rules.name());
      this.scale = rules.scale();
      this.maxBytes = rules.maxBytes();
      this.notNegative = rules.notNegative();
      this.firstDay = rules.firstDay() == null ? 0 : rules.firstDay().toEpochDay();
      this.lastDay = rules.lastDay() == null ? 0 : rules.lastDay().toEpochDay();
      this.signOf = table.columns().indexOf(rules.signOf());
    }
  }

  /** How many of a file's fields, from the first on, must be cut. */
  int cut() {
    return Arrays.stream(wanted).mapToInt(field -> field.position + 1).max().orElse(0);
  }

  /**
   * Fills the typed columns of {@code row} from a record's fields and returns what is wrong with
   * them.
   */
  Problems type(CsvFields record, ReusedRow row) {
    problems.clear();
    if (record.count() != width) {
      return malformed(record.count() + " fields where the header has " + width, row);
    }
    for (Field field : wanted) {
      type(field, record, row);
    }
    if (!judging) {
      return problems;
    }
    for (Field field : wanted) {
      if (field.signOf >= 0 && signsDiffer(units[field.place], units[field.signOf])) {
        problems.add(Reason.SIGN_CONFLICT, field.rules.name(), text(record, field));
      }
    }
    if (revenue != null) {
      revenue.type(units, row, problems);
    }
    return problems;
  }

  /** Marks the record as one that cannot be cut into fields. */
  Problems malformed(String fault, ReusedRow row) {
    problems.clear();
    for (int i = 0; i < row.numFields(); i++) {
      row.setNullAt(i);
    }
    problems.addMalformed(fault);
    return problems;
  }

  private void type(Field field, CsvFields record, ReusedRow row) {
    int start = field.position < 0 ? 0 : record.start(field.position);
    int end = field.position < 0 ? 0 : record.end(field.position);
    if (start == end) {
      typeEmpty(field, row);
      return;
    }
    byte[] bytes = record.bytes();
    Reason fault =
        switch (field.kind) {
          case TEXT -> typeText(field, bytes, start, end, row);
          case CURRENCY -> typeCurrency(field, bytes, start, end, row);
          case TIMESTAMP, DATE -> typeDay(field, bytes, start, end, row);
          case DECIMAL, INTEGER, BOOLEAN -> typeNumber(field, bytes, start, end, row);
        };
    if (fault != null) {
      problems.add(fault, field.rules.name(), text(record, field));
      setNull(field, row);
    }
  }

  private static Reason typeText(Field field, byte[] bytes, int start, int end, ReusedRow row) {
    if (end - start > field.maxBytes) {
      return Reason.TOO_LONG;
    }
    if (field.target >= 0) {
      row.setText(field.target, UTF8String.fromBytes(bytes, start, end - start));
    }
    return null;
  }

  private Reason typeCurrency(Field field, byte[] bytes, int start, int end, ReusedRow row) {
    if (!FieldParser.isCurrency(bytes, start, end)) {
      return Reason.BAD_CURRENCY;
    }
    if (field.target >= 0) {
      row.setText(field.target, currency(bytes, start, end));
    }
    return null;
  }

  private Reason typeDay(Field field, byte[] bytes, int start, int end, ReusedRow row) {
    boolean isMoment = field.kind == RawField.Kind.TIMESTAMP;
    long value =
        isMoment
            ? FieldParser.timestamp(bytes, start, end, zone)
            : FieldParser.date(bytes, start, end);
    if (value == FieldParser.BAD) {
      return isMoment ? Reason.BAD_TIMESTAMP : Reason.BAD_DATE;
    }
    long day = isMoment ? FieldParser.dayIn(value, zone) : value;
    if (day < field.firstDay || day > field.lastDay) {
      return Reason.DATE_OUT_OF_RANGE;
    }
    if (isMoment && dayTarget >= 0) {
      row.setInt(dayTarget, (int) day);
    }
    if (field.target >= 0) {
      row.setLong(field.target, value);
    }
    return null;
  }

  private Reason typeNumber(Field field, byte[] bytes, int start, int end, ReusedRow row) {
    long value =
        switch (field.kind) {
          case DECIMAL -> FieldParser.decimal(bytes, start, end, RawField.PRECISION, field.scale);
          case INTEGER -> FieldParser.integer(bytes, start, end);
          case BOOLEAN -> FieldParser.bool(bytes, start, end);
          case TEXT, CURRENCY, TIMESTAMP, DATE ->
              throw new IllegalArgumentException(field.kind + " is no number");
        };
    if (value == FieldParser.BAD) {
      return badNumber(field.kind);
    }
    if (value < 0 && field.notNegative) {
      return Reason.NEGATIVE_VALUE;
    }
    units[field.place] = value;
    if (field.target >= 0) {
      row.setLong(field.target, value);
    }
    return null;
  }

  private void typeEmpty(Field field, ReusedRow row) {
    units[field.place] = 0;
    if (field.rules.valueRequired()) {
      problems.add(Reason.MISSING_REQUIRED, field.rules.name(), "");
      setNull(field, row);
      return;
    }
    int target = field.target;
    if (target < 0) {
      return;
    }
    switch (field.kind) {
      case DECIMAL, INTEGER, BOOLEAN -> row.setLong(target, 0);
      case CURRENCY -> row.setText(target, reportingCurrency);
      case TEXT, TIMESTAMP, DATE -> setNull(field, row);
    }
  }

  private void setNull(Field field, ReusedRow row) {
    units[field.place] = FieldParser.BAD;
    if (field.target >= 0) {
      row.setNullAt(field.target);
    }
    if (dayTarget >= 0 && field.kind == RawField.Kind.TIMESTAMP) {
      row.setNullAt(dayTarget);
    }
  }

  /** The currency's code in capital letters; mostly it is the same as in the record before. */
  private UTF8String currency(byte[] bytes, int start, int end) {
    UTF8String written = UTF8String.fromBytes(bytes, start, end - start);
    if (!written.equals(lastWritten)) {
      lastWritten = written.copy();
      lastCurrency = lastWritten.toUpperCase();
    }
    return lastCurrency;
  }

  private static String text(CsvFields record, Field field) {
    int start = record.start(field.position);
    int length = record.end(field.position) - start;
    return new String(record.bytes(), start, length, StandardCharsets.UTF_8);
  }

  /**
   * Whether a value other than zero has another sign than {@code other}; a value with a fault has
   * no sign.
   */
  private static boolean signsDiffer(long value, long other) {
    boolean known = value != FieldParser.BAD && other != FieldParser.BAD;
    return known && value != 0 && Long.signum(value) != Long.signum(other);
  }

  private static Reason badNumber(RawField.Kind kind) {
    return switch (kind) {
      case DECIMAL -> Reason.BAD_DECIMAL;
      case INTEGER -> Reason.BAD_INTEGER;
      case BOOLEAN -> Reason.BAD_BOOLEAN;
      case TEXT, CURRENCY, TIMESTAMP, DATE ->
          throw new IllegalArgumentException(kind + " is no number");
    };
  }
}
