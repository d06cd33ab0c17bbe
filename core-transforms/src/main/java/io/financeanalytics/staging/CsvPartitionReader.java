package io.financeanalytics.staging;

import io.financeanalytics.ReusedRow;
import io.financeanalytics.UserException;
import io.financeanalytics.raw.CsvFields;
import io.financeanalytics.raw.CsvPieces;
import io.financeanalytics.raw.CsvRecords;
import io.financeanalytics.table.RawTable;
import java.io.EOFException;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Reads the staged rows of one task, record by record. The row is reused: Spark copies what it
 * keeps.
 */
final class CsvPartitionReader implements PartitionReader<InternalRow> {

  /** Columns for which a record need not be cut into fields. */
  private static final Set<String> WITHOUT_FIELDS =
      Set.of(RawTable.SOURCE_FILE, RawTable.RECORD_OFFSET, RawTable.RAW_RECORD);

  private final Iterator<CsvSplit> splits;
  private final RawTable table;
  private final StagingSettings settings;
  private final Configuration hadoop;
  private final List<String> columns;
  private final ReusedRow row;
  private final int fileAt;
  private final int offsetAt;
  private final int recordAt;
  private final int reasonAt;
  private final int detailAt;
  private final boolean fieldsNeeded;
  private final CsvFields fields = new CsvFields();

  private CsvSplit split;
  private CsvRecords records;
  private CsvPieces pieces;
  private String fault;
  private RecordTyper typer;
  private UTF8String fileName;

  CsvPartitionReader(
      CsvTask task,
      RawTable table,
      StagingSettings settings,
      StructType columns,
      Configuration hadoop) {
    this.splits = task.splits().iterator();
    this.table = table;
    this.settings = settings;
    this.hadoop = hadoop;
    this.columns = List.of(columns.fieldNames());
    this.row = new ReusedRow(columns);
    this.fileAt = this.columns.indexOf(RawTable.SOURCE_FILE);
    this.offsetAt = this.columns.indexOf(RawTable.RECORD_OFFSET);
    this.recordAt = this.columns.indexOf(RawTable.RAW_RECORD);
    this.reasonAt = this.columns.indexOf(RawTable.REASON);
    this.detailAt = this.columns.indexOf(RawTable.DETAIL);
    this.fieldsNeeded = !WITHOUT_FIELDS.containsAll(this.columns);
  }

  @Override
  public boolean next() throws IOException {
    try {
      do {
        while (records == null || !records.next() || records.offset() >= split.end()) {
          close();
          if (!splits.hasNext()) {
            return false;
          }
          open(splits.next());
        }
        // A record over several lines may be given up line by line, which moves where records end.
        fault = fieldsNeeded || records.spansLines() ? pieces.split(records, fields) : null;
      } while (records.offset() < split.start());
    } catch (EOFException | ZipException e) {
      throw new UserException(
          split.file().name()
              + " is damaged or incomplete: "
              + e.getMessage()
              + ". Deliver the file again.",
          e);
    }
    fill();
    return true;
  }

  @Override
  public InternalRow get() {
    return row;
  }

  @Override
  public void close() throws IOException {
    if (records != null) {
      records.close();
      records = null;
    }
  }

  private void open(CsvSplit next) throws IOException {
    split = next;
    typer = new RecordTyper(table, split.file(), settings, columns);
    fields.cutOnly(typer.cut());
    fileName = UTF8String.fromString(split.file().name());
    boolean multiline = settings.lineBreaksInQuotes();
    pieces = new CsvPieces(multiline, split.file().header().size());
    // Lines before the split can say of its first ones that they are pieces of a record.
    long lookBack = fieldsNeeded ? CsvPieces.FARTHEST : 0;
    long first = Math.max(split.file().dataStart(), split.start() - lookBack);
    boolean atRecordStart = first == split.file().dataStart();
    // The record that the first byte lies in began before, unless it begins exactly there.
    long from = atRecordStart ? first : first - 1;
    records = new CsvRecords(split.file().open(hadoop, from), from, multiline);
    if (!atRecordStart) {
      records.skipLine();
    }
  }

  private void fill() {
    byte[] bytes = records.bytes();
    int start = records.start();
    int end = records.end();
    if (fieldsNeeded) {
      Problems problems = fault == null ? typer.type(fields, row) : typer.malformed(fault, row);
      boolean valid = problems.reason() == null;
      set(reasonAt, valid ? null : UTF8String.fromString(problems.reason().code()));
      set(detailAt, valid || detailAt < 0 ? null : UTF8String.fromString(problems.detail()));
    }
    set(fileAt, fileName);
    if (offsetAt >= 0) {
      row.setLong(offsetAt, records.offset());
    }
    if (recordAt >= 0) {
      set(
          recordAt,
          fault == null ? Evidence.of(bytes, start, end) : Evidence.ofNoText(bytes, start, end));
    }
  }

  private void set(int column, UTF8String text) {
    if (column >= 0) {
      row.setText(column, text);
    }
  }
}
