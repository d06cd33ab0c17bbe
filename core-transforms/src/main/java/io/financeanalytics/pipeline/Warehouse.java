package io.financeanalytics.pipeline;

import io.financeanalytics.quality.Measure;
import io.financeanalytics.quality.StagedTables;
import io.financeanalytics.table.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Where the star schema is published to. */
public interface Warehouse {

  /**
   * Takes the run lock and mends what a dead run left behind.
   *
   * @param start the run that begins
   * @return the run's work in the warehouse, to be closed
   * @throws WarehouseBusyException when another run is under way
   */
  Session open(RunStart start);

  /**
   * One run's work in a warehouse. Closing it gives the lock back and removes what was staged and
   * not published; before {@link #publish} or {@link #record} nothing of it is visible to a reader.
   */
  interface Session extends AutoCloseable {

    /** {@return the newest successful run, if there is one} */
    Optional<PublishedRun> published();

    /**
     * Gives every member of a dimension its key: the one that it has, or a new one.
     *
     * @param dimension the dimension that they belong to
     * @param members distinct natural keys in the column {@code NaturalKey}, without the unknown
     *     member
     * @return the keys of at least these members
     */
    KeyedMembers assignKeys(Dimension dimension, Dataset<Row> members);

    /**
     * Puts the rows of tables into staging.
     *
     * @param tables for each table, by name, its rows in its columns
     */
    void stage(Map<String, Dataset<Row>> tables);

    /**
     * Answers a query over staged tables, each of which is written as its name in braces.
     *
     * @param sql the query
     * @return the rows of the answer
     */
    List<Row> measure(String sql);

    /**
     * Measures the staged tables by queries; a warehouse may know a quicker way.
     *
     * @return pieces of work that do not wait for each other; their results add up to the measures
     *     of {@link StagedTables#queries}
     */
    default List<Callable<List<Measure>>> measuresOfStaged() {
      List<Callable<List<Measure>>> pieces = new ArrayList<>();
      for (StagedTables.Query query : StagedTables.queries()) {
        pieces.add(() -> query.measures(measure(query.sql())));
      }
      return pieces;
    }

    /**
     * Publishes all staged tables at once and records the run.
     *
     * @param run what the run log keeps of the run
     */
    void publish(RunRecord run);

    /**
     * Records a run that publishes nothing: its Quarantine rows, if staged, its measures and its
     * status.
     *
     * @param run what the run log keeps of the run
     */
    void record(RunRecord run);

    @Override
    void close();
  }
}
