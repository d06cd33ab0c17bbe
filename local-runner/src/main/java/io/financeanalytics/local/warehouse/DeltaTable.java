package io.financeanalytics.local.warehouse;

import io.financeanalytics.parquet.ParquetFiles.ParquetFile;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.Format;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.collection.immutable.Map$;

/**
 * One Delta table at a path. Files that a run has staged in the table's folder become visible in
 * one commit, without being written again; this is what Delta's own writer does after it has
 * written its files.
 */
final class DeltaTable {

  private final SparkSession spark;
  private final Path path;
  private final StructType schema;

  DeltaTable(SparkSession spark, Path path, StructType schema) {
    this.spark = spark;
    this.path = path;
    this.schema = schema;
  }

  /** Whether anything was ever committed to the table. */
  boolean exists() {
    return log().tableExists();
  }

  /**
   * The newest version's rows; no rows when there is no version. The files of the version are
   * looked up once, here, and read as plain Parquet: Delta's own reader asks the log again for
   * every use in a query, which costs more than a small table.
   */
  Dataset<Row> read() {
    String[] files =
        files().stream().map(file -> new Path(path, file.path()).toString()).toArray(String[]::new);
    return files.length == 0
        ? spark.createDataFrame(List.of(), schema)
        : spark.read().schema(schema).parquet(files);
  }

  /** Whether the newest version holds files of a run. */
  boolean holds(String runId) {
    return files().stream().anyMatch(file -> file.path().startsWith(runId + "/"));
  }

  /** Gives back what Delta keeps in memory of the table's log. */
  void release() {
    DeltaLog.invalidateCache(spark, path);
  }

  private List<AddFile> files() {
    return exists()
        ? log().update(false, Option.empty(), Option.empty()).allFiles().collectAsList()
        : List.of();
  }

  /**
   * Makes staged files the table's content.
   *
   * @return the version that holds them
   */
  long replaceBy(StagedFiles staged) {
    OptimisticTransaction transaction = begin();
    List<Action> actions = new ArrayList<>();
    if (!isNew(transaction)) {
      for (AddFile file : JavaConverters.seqAsJavaList(transaction.filterFiles())) {
        actions.add(file.removeWithTimestamp(System.currentTimeMillis(), true));
      }
    }
    return commit(transaction, actions, staged, SaveMode.Overwrite);
  }

  /**
   * Adds staged files to the table's content.
   *
   * @return the version that holds them
   */
  long append(StagedFiles staged) {
    return commit(begin(), new ArrayList<>(), staged, SaveMode.Append);
  }

  private OptimisticTransaction begin() {
    OptimisticTransaction transaction = log().startTransaction(Option.empty(), Option.empty());
    boolean isNew = isNew(transaction);
    if (isNew || !transaction.metadata().schema().equals(schema)) {
      transaction.updateMetadata(metadata(isNew ? null : transaction.metadata()), false);
    }
    return transaction;
  }

  private long commit(
      OptimisticTransaction transaction, List<Action> actions, StagedFiles staged, SaveMode mode) {
    staged.files().forEach(file -> actions.add(add(staged.runFolder().getName(), file)));
    DeltaOperations.Operation write =
        new DeltaOperations.Write(
            mode, Option.empty(), Option.empty(), Option.apply(staged.runFolder().getName()));
    return transaction.commit(seq(actions), write);
  }

  private static boolean isNew(OptimisticTransaction transaction) {
    return transaction.readVersion() < 0;
  }

  private static AddFile add(String runFolder, ParquetFile file) {
    return new AddFile(
        runFolder + "/" + file.name(),
        noStrings(),
        file.bytes(),
        file.modified(),
        true,
        "{\"numRecords\":" + file.rows() + "}",
        null,
        null,
        Option.empty(),
        Option.empty(),
        Option.empty());
  }

  private Metadata metadata(Metadata before) {
    return new Metadata(
        before == null ? UUID.randomUUID().toString() : before.id(),
        null,
        null,
        new Format("parquet", noStrings()),
        schema.json(),
        seq(List.of()),
        before == null ? noStrings() : before.configuration(),
        Option.apply(System.currentTimeMillis()));
  }

  private DeltaLog log() {
    return DeltaLog.forTable(spark, path);
  }

  private static scala.collection.immutable.Map<String, String> noStrings() {
    return Map$.MODULE$.empty();
  }

  private static <T> Seq<T> seq(List<T> list) {
    return JavaConverters.asScalaBufferConverter(list).asScala().toSeq();
  }
}
