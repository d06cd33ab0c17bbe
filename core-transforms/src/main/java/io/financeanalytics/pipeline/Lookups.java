package io.financeanalytics.pipeline;

import static org.apache.spark.sql.functions.col;

import io.financeanalytics.SmallSide;
import io.financeanalytics.costing.CostTable;
import io.financeanalytics.keys.KeyTable;
import io.financeanalytics.keys.SurrogateKeys;
import io.financeanalytics.staging.FallenRecords;
import io.financeanalytics.star.FactLookups;
import io.financeanalytics.table.Dimension;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/** Brings what order lines look up into memory, if it is small. */
final class Lookups {

  private static final List<Dimension> OF_LINES =
      List.of(Dimension.PRODUCT, Dimension.CUSTOMER, Dimension.CHANNEL);

  private Lookups() {}

  /**
   * What order lines look up; empty when one of the tables is too large.
   *
   * @param fallen the valid lines that are not accepted
   * @param costs accepted unit costs
   * @param keys for every dimension its key table
   */
  static Optional<FactLookups> of(
      Dataset<Row> fallen, Dataset<Row> costs, Map<Dimension, Dataset<Row>> keys) {
    List<Dataset<Row>> tables =
        Stream.concat(
                Stream.of(
                    columns(fallen, FallenRecords.COLUMNS), columns(costs, CostTable.COLUMNS)),
                OF_LINES.stream()
                    .map(keys::get)
                    .map(table -> columns(table, List.of(SurrogateKeys.SCHEMA.fieldNames()))))
            .toList();
    if (!tables.stream().allMatch(SmallSide::fits)) {
      return Optional.empty();
    }
    List<List<InternalRow>> rows =
        Together.run(
            tables.stream()
                .<Callable<List<InternalRow>>>map(table -> () -> Held.rows(table))
                .toList());
    KeyTable products = new KeyTable(rows.get(2));
    return Optional.of(
        new FactLookups(
            new FallenRecords(rows.get(0)),
            new CostTable(rows.get(1), products),
            products,
            new KeyTable(rows.get(3)),
            new KeyTable(rows.get(4))));
  }

  private static Dataset<Row> columns(Dataset<Row> rows, List<String> names) {
    if (names.equals(List.of(rows.columns()))) {
      return rows;
    }
    return rows.select(names.stream().map(name -> col(name)).toArray(Column[]::new));
  }
}
