package io.financeanalytics.staging;

import io.financeanalytics.table.RawTable;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** The valid records that are not accepted because of others, by where they stand. */
public final class FallenRecords implements Serializable {

  /** The columns that say where a record stands. */
  public static final List<String> COLUMNS = List.of(RawTable.SOURCE_FILE, RawTable.RECORD_OFFSET);

  private static final long serialVersionUID = 1L;

  /** For each file the offsets of its records, ascending. */
  private final Map<UTF8String, long[]> offsets = new HashMap<>();

  /**
   * The records.
   *
   * @param records rows in Spark's own form with the columns {@link #COLUMNS}
   */
  public FallenRecords(List<InternalRow> records) {
    records.stream()
        .collect(Collectors.groupingBy(row -> row.getUTF8String(0)))
        .forEach(
            (file, rows) ->
                offsets.put(
                    file.copy(),
                    rows.stream().mapToLong(row -> row.getLong(1)).sorted().toArray()));
  }

  /**
   * {@return whether a record is among them}
   *
   * @param file its file
   * @param offset where it stands in it
   */
  public boolean include(UTF8String file, long offset) {
    long[] ofFile = offsets.get(file);
    return ofFile != null && Arrays.binarySearch(ofFile, offset) >= 0;
  }
}
