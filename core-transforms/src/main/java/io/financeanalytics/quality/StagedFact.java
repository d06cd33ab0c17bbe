package io.financeanalytics.quality;

import io.financeanalytics.ExactSum;
import io.financeanalytics.Units;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.roaringbitmap.RoaringBitmap;

/** Counts and sums staged rows that point at dimensions, and counts those that point at nothing. */
final class StagedFact {

  private final List<String> sums;
  private final Units[] summed;
  private final Reference[] references;

  /** A column of keys, and the keys that there are. */
  private static final class Reference {

    private final String name;
    private final int column;
    private final RoaringBitmap keys;

    /** Rows that follow each other often point at the same member. */
    private int lastFound;

    private boolean hasFound;

    Reference(String name, int column, RoaringBitmap keys) {
      this.name = name;
      this.column = column;
      this.keys = keys;
    }

    boolean isMissing(InternalRow row) {
      if (row.isNullAt(column)) {
        return true;
      }
      int key = row.getInt(column);
      boolean isFound = (hasFound && key == lastFound) || keys.contains(key);
      if (isFound) {
        lastFound = key;
        hasFound = true;
      }
      return !isFound;
    }
  }

  /** The totals of some of the rows. */
  static final class Totals {

    private final ExactSum[] sums;
    private final long[] orphans;
    private long rows;

    private Totals(int sums, int references) {
      this.sums = Stream.generate(ExactSum::new).limit(sums).toArray(ExactSum[]::new);
      this.orphans = new long[references];
    }
  }

  /**
   * What to measure.
   *
   * @param schema the columns of the rows
   * @param sums those to sum
   * @param keys those that point at a dimension
   * @param references what there is to point at
   */
  StagedFact(StructType schema, List<String> sums, List<String> keys, StagedReferences references) {
    this.sums = sums;
    this.summed = sums.stream().map(name -> Units.of(schema, name)).toArray(Units[]::new);
    this.references =
        keys.stream()
            .map(key -> new Reference(key, schema.fieldIndex(key), references.keys(key)))
            .toArray(Reference[]::new);
  }

  Totals nothingYet() {
    return new Totals(summed.length, references.length);
  }

  void add(InternalRow row, Totals totals) {
    totals.rows++;
    for (int i = 0; i < summed.length; i++) {
      if (!row.isNullAt(summed[i].column())) {
        totals.sums[i].add(summed[i].in(row));
      }
    }
    for (int i = 0; i < references.length; i++) {
      totals.orphans[i] += references[i].isMissing(row) ? 1 : 0;
    }
  }

  /** Puts totals in an answer, under the names that the queries give them. */
  void put(Totals totals, Map<String, Object> answer) {
    answer.put(Measures.ROWS, totals.rows);
    for (int i = 0; i < summed.length; i++) {
      answer.put(sums.get(i), totals.sums[i].asDecimal(summed[i].scale()));
    }
    for (int i = 0; i < references.length; i++) {
      answer.put(StagedTables.ORPHANS + references[i].name, totals.orphans[i]);
    }
  }
}
