package io.financeanalytics.staging;

import io.financeanalytics.table.RawTable;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.unsafe.types.UTF8String;

/** The valid records that are not accepted because of others, by where they stand. */
public final class FallenRecords implements Serializable {

  private static final long serialVersionUID = 1L;

  /** For each file the offsets of its records, ascending. */
  private final Map<UTF8String, long[]> offsets = new HashMap<>();

  /**
   * The records.
   *
   * @param records rows with {@link RawTable#SOURCE_FILE} and {@link RawTable#RECORD_OFFSET}
   */
  public FallenRecords(List<Row> records) {
    records.stream()
        .collect(Collectors.groupingBy(row -> row.<String>getAs(RawTable.SOURCE_FILE)))
        .forEach(
            (file, rows) ->
                offsets.put(
                    UTF8String.fromString(file),
                    rows.stream()
                        .mapToLong(row -> row.<Long>getAs(RawTable.RECORD_OFFSET))
                        .sorted()
                        .toArray()));
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
