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
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Turns the fields of one record into the typed columns of its source and names what is wrong with
 * it. A value with a fault becomes null. Texts point into the record's bytes: a row must be copied
 * before the next record is read.
 */
final class RecordTyper {

  private final RawField[] fields;
  private final int[] positions;
  private final int[] targets;
  private final int dayTarget;
  private final int width;
  private final int[] signOf;
  private final long[] units;
  private final ZoneId zone;
  private final UTF8String reportingCurrency;
  private final Revenue revenue;
  private final int[] wanted;
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
    this.fields = table.fields().toArray(RawField[]::new);
    this.judging = !table.columns().containsAll(columns);
    this.targets =
        table.fields().stream().mapToInt(field -> columns.indexOf(field.name())).toArray();
    this.dayTarget = columns.indexOf(RawTable.BUSINESS_DAY);
    this.wanted =
        IntStream.range(0, fields.length).filter(i -> judging || targets[i] >= 0).toArray();
    this.positions =
        table.fields().stream().mapToInt(field -> file.position(field.name())).toArray();
    this.width = file.header().size();
    this.signOf =
        table.fields().stream()
            .mapToInt(field -> table.columns().indexOf(field.signOf()))
            .toArray();
    this.units = new long[fields.length];
    this.zone =
        settings.businessZone().normalized().equals(ZoneOffset.UTC)
            ? ZoneOffset.UTC
            : settings.businessZone();
    this.reportingCurrency = UTF8String.fromString(settings.reportingCurrency());
    this.revenue = table.amounts().isEmpty() ? null : new Revenue(table, settings, columns);
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
    for (int i : wanted) {
      typeField(i, record, row);
    }
    if (!judging) {
      return problems;
    }
    for (int i = 0; i < positions.length; i++) {
      if (signOf[i] >= 0 && signsDiffer(units[i], units[signOf[i]])) {
        problems.add(Reason.SIGN_CONFLICT, fields[i].name(), text(record, i));
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

  private void typeField(int i, CsvFields record, ReusedRow row) {
    RawField field = fields[i];
    int target = targets[i];
    int position = positions[i];
    int start = position < 0 ? 0 : record.start(position);
    int end = position < 0 ? 0 : record.end(position);
    boolean hasDay = field.kind() == RawField.Kind.TIMESTAMP;
    if (start == end) {
      typeEmpty(i, field, row);
      return;
    }
    byte[] bytes = record.bytes();
    long value =
        switch (field.kind()) {
          case TEXT -> end - start > field.maxBytes() ? FieldParser.BAD : 0;
          case TIMESTAMP -> FieldParser.timestamp(bytes, start, end, zone);
          case DATE -> FieldParser.date(bytes, start, end);
          case DECIMAL -> FieldParser.decimal(bytes, start, end, RawField.PRECISION, field.scale());
          case INTEGER -> FieldParser.integer(bytes, start, end);
          case BOOLEAN -> FieldParser.bool(bytes, start, end);
          case CURRENCY -> FieldParser.isCurrency(bytes, start, end) ? 0 : FieldParser.BAD;
        };
    Reason fault = value == FieldParser.BAD ? badForm(field.kind()) : null;
    if (fault == null && (hasDay || field.kind() == RawField.Kind.DATE)) {
      long day = hasDay ? FieldParser.dayIn(value, zone) : value;
      boolean inRange = day >= field.firstDay().toEpochDay() && day <= field.lastDay().toEpochDay();
      fault = inRange ? null : Reason.DATE_OUT_OF_RANGE;
      if (hasDay && inRange && dayTarget >= 0) {
        row.setInt(dayTarget, (int) day);
      }
    }
    if (fault == null && field.notNegative() && value < 0) {
      fault = Reason.NEGATIVE_VALUE;
    }
    if (fault != null) {
      problems.add(fault, field.name(), text(record, i));
      setNull(i, row);
      return;
    }
    units[i] = value;
    if (target < 0) {
      return;
    }
    switch (field.kind()) {
      case TEXT -> row.setText(target, UTF8String.fromBytes(bytes, start, end - start));
      case CURRENCY -> row.setText(target, currency(bytes, start, end));
      case TIMESTAMP, DATE, INTEGER, DECIMAL, BOOLEAN -> row.setLong(target, value);
    }
  }

  private void typeEmpty(int i, RawField field, ReusedRow row) {
    units[i] = 0;
    if (field.valueRequired()) {
      problems.add(Reason.MISSING_REQUIRED, field.name(), "");
      setNull(i, row);
      return;
    }
    int target = targets[i];
    if (target < 0) {
      return;
    }
    switch (field.kind()) {
      case DECIMAL, INTEGER, BOOLEAN -> row.setLong(target, 0);
      case CURRENCY -> row.setText(target, reportingCurrency);
      case TEXT, TIMESTAMP, DATE -> setNull(i, row);
    }
  }

  private void setNull(int i, ReusedRow row) {
    units[i] = FieldParser.BAD;
    if (targets[i] >= 0) {
      row.setNullAt(targets[i]);
    }
    if (dayTarget >= 0 && fields[i].kind() == RawField.Kind.TIMESTAMP) {
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

  private String text(CsvFields record, int i) {
    int position = positions[i];
    int start = record.start(position);
    return new String(record.bytes(), start, record.end(position) - start, StandardCharsets.UTF_8);
  }

  /**
   * Whether a value other than zero has another sign than {@code other}; a value with a fault has
   * no sign.
   */
  private static boolean signsDiffer(long value, long other) {
    boolean known = value != FieldParser.BAD && other != FieldParser.BAD;
    return known && value != 0 && Long.signum(value) != Long.signum(other);
  }

  private static Reason badForm(RawField.Kind kind) {
    return switch (kind) {
      case TEXT -> Reason.TOO_LONG;
      case TIMESTAMP -> Reason.BAD_TIMESTAMP;
      case DATE -> Reason.BAD_DATE;
      case DECIMAL -> Reason.BAD_DECIMAL;
      case INTEGER -> Reason.BAD_INTEGER;
      case BOOLEAN -> Reason.BAD_BOOLEAN;
      case CURRENCY -> Reason.BAD_CURRENCY;
    };
  }
}
