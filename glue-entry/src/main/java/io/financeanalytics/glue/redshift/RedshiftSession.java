package io.financeanalytics.glue.redshift;

import io.financeanalytics.glue.JobLog;
import io.financeanalytics.glue.lake.RunFolders;
import io.financeanalytics.keys.SurrogateKeys;
import io.financeanalytics.pipeline.KeyedMembers;
import io.financeanalytics.pipeline.PublishedRun;
import io.financeanalytics.pipeline.RunRecord;
import io.financeanalytics.pipeline.RunStart;
import io.financeanalytics.pipeline.RunStatus;
import io.financeanalytics.pipeline.Together;
import io.financeanalytics.pipeline.Warehouse;
import io.financeanalytics.table.Dimension;
import io.financeanalytics.table.Quarantine;
import io.financeanalytics.table.StarTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** One run's work in a Redshift warehouse. */
final class RedshiftSession implements Warehouse.Session {

  private final SparkSession spark;
  private final Redshift redshift;
  private final Schema schema;
  private final MartViews marts;
  private final Lease lease;
  private final Connector connector;
  private final RunFolders lake;
  private final RunFolders temp;
  private final Aftermath aftermath;
  private final RunHistory history;
  private final JobLog log;
  private final String runId;
  private final Set<String> staged = ConcurrentHashMap.newKeySet();
  private final Queue<Dataset<Row>> cached = new ConcurrentLinkedQueue<>();

  /** Read when first asked for, so that it can be read while other work goes on. */
  private Optional<PublishedRun> published;

  private boolean hasPublished;

  /** Whether a transaction may or may not have taken effect, so that the next run must look. */
  private boolean unsettled;

  RedshiftSession(
      SparkSession spark,
      Redshift redshift,
      Schema schema,
      MartViews marts,
      Lease lease,
      Connector connector,
      RunFolders lake,
      RunFolders temp,
      Aftermath aftermath,
      JobLog log,
      RunStart run) {
    this.spark = spark;
    this.redshift = redshift;
    this.schema = schema;
    this.marts = marts;
    this.lease = lease;
    this.connector = connector;
    this.lake = lake;
    this.temp = temp;
    this.aftermath = aftermath;
    this.history = new RunHistory(schema);
    this.log = log;
    this.runId = run.runId();
  }

  @Override
  public synchronized Optional<PublishedRun> published() {
    if (published == null) {
      published = redshift.transaction(history::newestSuccess);
    }
    return published;
  }

  /**
   * Keys are identities of Redshift, which are never given twice; a refused run leaves its own
   * unused.
   */
  @Override
  public KeyedMembers assignKeys(Dimension dimension, Dataset<Row> members) {
    String newcomers = schema.staging(runId, "members_" + dimension.table());
    load(
        members,
        newcomers,
        "CREATE TABLE " + newcomers + " (naturalkey VARCHAR(128) NOT NULL) DISTSTYLE EVEN");
    String keys = schema.keys(dimension);
    AtomicLong added = new AtomicLong();
    boolean hasKeys =
        redshift.transaction(
            connection -> {
              // Redshift enforces no unique key: two runs must not look for newcomers at the same
              // time.
              Sql.update(connection, "LOCK TABLE " + keys);
              int found =
                  Sql.update(
                      connection,
                      "INSERT INTO "
                          + keys
                          + " (naturalkey) SELECT m.naturalkey FROM "
                          + newcomers
                          + " m LEFT JOIN "
                          + keys
                          + " k ON k.naturalkey = m.naturalkey WHERE k.naturalkey IS NULL");
              // A second attempt finds none if the first had taken effect.
              added.accumulateAndGet(found, Math::max);
              return !Sql.rows(connection, "SELECT naturalkey FROM " + keys + " LIMIT 1").isEmpty();
            });
    if (!hasKeys) {
      // An UNLOAD of no rows writes no files, and the connector would look for them.
      return new KeyedMembers(
          SurrogateKeys.withUnknown(spark.createDataFrame(List.of(), SurrogateKeys.SCHEMA)), 0);
    }
    Dataset<Row> known = redshift.repeated(() -> read(keys));
    return new KeyedMembers(SurrogateKeys.withUnknown(known), added.get());
  }

  @Override
  public void stage(Map<String, Dataset<Row>> tables) {
    List<Callable<Boolean>> pieces = new ArrayList<>();
    tables.forEach(
        (table, rows) ->
            pieces.add(
                () -> {
                  stage(table, rows);
                  return true;
                }));
    Together.run(pieces);
  }

  private void stage(String table, Dataset<Row> rows) {
    long begun = System.nanoTime();
    String folder = lake.folder(runId) + "/" + table;
    rows.write().parquet(folder);
    Dataset<Row> written = spark.read().schema(rows.schema()).parquet(folder);
    String target = schema.staging(runId, table);
    long count = load(written, target, schema.definition(table).createStaging(target));
    staged.add(table);
    log.info(
        "Staged " + table,
        "table",
        table,
        "rows",
        count,
        "seconds",
        Math.round((System.nanoTime() - begun) / 1e7) / 100.0);
  }

  @Override
  public List<Row> measure(String sql) {
    String query = sql;
    for (String table : staged) {
      query = query.replace("{" + table + "}", schema.staging(runId, table));
    }
    String complete = query;
    return redshift.transaction(connection -> Sql.rows(connection, complete));
  }

  @Override
  public void publish(RunRecord run) {
    List<String> tables = new ArrayList<>(StarTables.PUBLISHED.keySet());
    List<String> factsFirst = new ArrayList<>(tables);
    Collections.reverse(factsFirst);
    try {
      settle(
          connection -> {
            for (String table : factsFirst) {
              Sql.update(connection, "DELETE FROM " + schema.table(table));
            }
            for (String table : tables) {
              insert(connection, table);
            }
            insert(connection, Quarantine.NAME);
            marts.publish(connection);
            history.add(connection, run);
          });
    } catch (RuntimeException e) {
      recordFailure(run, e);
      throw e;
    }
    hasPublished = true;
    log.info("Published");
    try {
      aftermath.follow();
    } catch (LeaseLostException e) {
      log.warn("Another run has taken over in the meantime; what follows a publish is left to it");
    }
  }

  @Override
  public void record(RunRecord run) {
    settle(
        connection -> {
          if (staged.contains(Quarantine.NAME)) {
            insert(connection, Quarantine.NAME);
          }
          history.add(connection, run);
        });
  }

  @Override
  public void close() {
    cached.forEach(rows -> rows.unpersist(true));
    if (unsettled) {
      lease.stop();
      log.warn("It is not known whether the last transaction took effect; the next run will look");
      return;
    }
    try {
      cleanUp();
      lease.stop();
      lease.release();
    } catch (RuntimeException e) {
      // What the run was for is done; the next run removes what is left.
      log.warn("Not everything was cleaned up", "reason", String.valueOf(e.getMessage()));
    } finally {
      lease.stop();
    }
  }

  private void cleanUp() {
    redshift.transaction(
        connection -> {
          schema.dropStaging(connection, runId);
          return true;
        });
    temp.delete(runId);
    if (!hasPublished) {
      lake.delete(runId);
    }
  }

  /** Statements that end the run. */
  @FunctionalInterface
  private interface Ending {

    /** Executes them. */
    void with(Connection connection) throws SQLException;
  }

  /**
   * Ends the run in one transaction, if this run still has the lease and has not ended in an
   * earlier attempt whose answer was lost.
   */
  private void settle(Ending ending) {
    unsettled = true;
    try {
      lease.withoutBeats(
          () ->
              redshift.transaction(
                  connection -> {
                    lease.confirm(connection);
                    if (!history.knows(connection, runId)) {
                      ending.with(connection);
                    }
                    return true;
                  }));
      unsettled = false;
    } catch (RuntimeException e) {
      unsettled = Redshift.isWorthAnotherAttempt(e);
      // An earlier attempt may have taken effect although its answer was lost and the last one
      // failed.
      if (unsettled || !isRecorded(e)) {
        throw e;
      }
    }
  }

  /** Whether the run is in the run log; when that cannot be read, the run is unsettled. */
  private boolean isRecorded(RuntimeException failure) {
    try {
      return redshift.transaction(connection -> history.knows(connection, runId));
    } catch (RuntimeException e) {
      unsettled = true;
      failure.addSuppressed(e);
      return false;
    }
  }

  /** Records that the publish failed, unless nobody knows whether it did. */
  private void recordFailure(RunRecord run, RuntimeException failure) {
    if (unsettled) {
      return;
    }
    try {
      record(
          new RunRecord(
              run.start(),
              run.finishedAt(),
              RunStatus.FAILED,
              run.softwareVersion(),
              run.inputFingerprint(),
              run.measures()));
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private void insert(Connection connection, String table) throws SQLException {
    String columns = schema.definition(table).columnList();
    Sql.update(
        connection,
        "INSERT INTO "
            + schema.table(table)
            + " ("
            + columns
            + ") SELECT "
            + columns
            + " FROM "
            + schema.staging(runId, table));
  }

  /**
   * Loads rows into a new staging table. Each attempt has a table of its own making: when the
   * answer to a load was lost, nobody can say what is in the table.
   *
   * @return how many rows there are
   */
  private long load(Dataset<Row> rows, String table, String createTable) {
    long expected = rows.count();
    return redshift.repeated(
        () -> {
          redshift.transaction(
              connection -> {
                Sql.update(connection, "DROP TABLE IF EXISTS " + table);
                return Sql.update(connection, createTable);
              });
          // The connector would make no COPY of no rows, but a transaction all the same.
          if (expected > 0) {
            connector.append(rows, table);
          }
          List<Row> counted =
              redshift.transaction(
                  connection -> Sql.rows(connection, "SELECT COUNT(*) FROM " + table));
          long loaded = ((Number) counted.get(0).get(0)).longValue();
          if (loaded != expected) {
            throw new IllegalStateException(
                table + " has " + loaded + " rows after loading " + expected);
          }
          return loaded;
        });
  }

  /** The rows of a key table, read once and kept, so that a lost connection shows here. */
  private Dataset<Row> read(String keys) {
    Dataset<Row> known = inKeyColumns(connector.read(spark, keys)).persist();
    cached.add(known);
    known.count();
    return known;
  }

  /** The rows of a key table under the names that core knows; Redshift has folded them. */
  private static Dataset<Row> inKeyColumns(Dataset<Row> keys) {
    return keys.withColumnRenamed("naturalkey", SurrogateKeys.NATURAL_KEY)
        .withColumnRenamed("surrogatekey", SurrogateKeys.SURROGATE_KEY);
  }
}
