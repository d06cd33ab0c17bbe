package io.financeanalytics.glue.redshift;

import io.financeanalytics.glue.JobLog;
import io.financeanalytics.glue.aws.DataCatalog;
import io.financeanalytics.glue.lake.RunFolders;
import io.financeanalytics.table.Quarantine;
import io.financeanalytics.table.StarTables;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.StructType;

/**
 * What follows a publish: the Data Catalog moves to the newest published run, and files of
 * superseded runs go. It can be done again at any time.
 */
final class Aftermath {

  private final Redshift redshift;
  private final Lease lease;
  private final RunHistory history;
  private final RunFolders lake;
  private final Optional<DataCatalog> catalog;
  private final int keepRuns;
  private final JobLog log;

  Aftermath(
      Redshift redshift,
      Schema schema,
      Lease lease,
      RunFolders lake,
      Optional<DataCatalog> catalog,
      int keepRuns,
      JobLog log) {
    this.redshift = redshift;
    this.lease = lease;
    this.history = new RunHistory(schema);
    this.lake = lake;
    this.catalog = catalog;
    this.keepRuns = keepRuns;
    this.log = log;
  }

  /**
   * Brings catalog and files in line with what is published.
   *
   * @throws LeaseLostException when another run has taken over, to which they are left
   */
  void follow() {
    lease.confirm();
    Set<String> known = new HashSet<>();
    List<String> kept =
        redshift.transaction(
            connection -> {
              known.addAll(history.all(connection));
              return history.newestSuccesses(connection, keepRuns);
            });
    if (kept.isEmpty()) {
      return;
    }
    catalog.ifPresent(
        tables -> {
          tables.moveTo(lakeTables(), lake.folder(kept.get(0)));
          log.info("The Data Catalog shows the newest published run", "published", kept.get(0));
        });
    try {
      lake.deleteSuperseded(known, Set.copyOf(kept));
    } catch (UncheckedIOException e) {
      log.warn(
          "Superseded files could not be removed; the next run tries again",
          "reason",
          e.getMessage());
    }
  }

  /** The tables of which every run leaves a copy. */
  static Map<String, StructType> lakeTables() {
    Map<String, StructType> tables = new LinkedHashMap<>(StarTables.PUBLISHED);
    tables.put(Quarantine.NAME, Quarantine.SCHEMA);
    return tables;
  }
}
