package io.financeanalytics.quality;

import io.financeanalytics.RequiredColumns;
import io.financeanalytics.ScannedRows;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Some columns of a staged table, for code that goes through its rows one by one.
 *
 * @param table the table's name
 * @param schema the columns
 * @param rows the rows; one is valid until the next one is asked for
 */
public record StagedScan(String table, StructType schema, JavaRDD<InternalRow> rows) {

  /**
   * {@return a scan}
   *
   * @param table the table's name
   * @param staged its staged rows
   * @param columns the columns to read, in any order; they come in that of the table, in which no
   *     row has to be made anew
   * @throws IllegalArgumentException when one is missing
   */
  public static StagedScan of(String table, Dataset<Row> staged, List<String> columns) {
    RequiredColumns.check(staged, "staged rows of " + table, columns);
    Dataset<Row> needed =
        staged.select(
            Arrays.stream(staged.columns())
                .filter(columns::contains)
                .map(name -> new Column(name))
                .toArray(Column[]::new));
    return new StagedScan(table, needed.schema(), ScannedRows.of(needed));
  }
}
