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
  private static final long[] NONE = {};

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

  /** {@return a walk along the records of a task} */
  public Walk walk() {
    return new Walk();
  }

  /** Tells of one record after another whether it has fallen; quickest in the order of a file. */
  public final class Walk {

    private UTF8String file;
    private long[] ofFile;
    private int next;

    private Walk() {}

    /**
     * {@return whether a record is among those that have fallen}
     *
     * @param fileOfRecord its file
     * @param offset where it stands in it
     */
    public boolean meets(UTF8String fileOfRecord, long offset) {
      if (!fileOfRecord.equals(file)) {
        file = fileOfRecord.copy();
        ofFile = offsets.getOrDefault(file, NONE);
        next = 0;
      }
      if (next > 0 && ofFile[next - 1] >= offset) {
        int found = Arrays.binarySearch(ofFile, offset);
        next = found >= 0 ? found : -found - 1;
      }
      while (next < ofFile.length && ofFile[next] < offset) {
        next++;
      }
      return next < ofFile.length && ofFile[next] == offset;
    }
  }
}
