package io.financeanalytics.glue.redshift;

import io.financeanalytics.glue.JobLog;
import io.financeanalytics.pipeline.RunStart;
import io.financeanalytics.pipeline.WarehouseBusyException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Row;

/**
 * The right to be the one run of a schema: a row that names the run, with a beat that the run
 * counts up. A row whose beat stands still belongs to a dead run and is taken over. No clocks are
 * compared: the newcomer watches the beat for as long as the lease lasts.
 *
 * <p>A run that only seems dead, as its machine was stopped for a while, finds out at the latest
 * when it publishes: {@link #confirm} is part of that transaction.
 */
final class Lease {

  private final Redshift redshift;
  private final Schema schema;
  private final Timing timing;
  private final JobLog log;
  private final RunStart run;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread heart = new Thread(this::beatUntilStopped, "lease");

  /**
   * How fast a lease beats and how long it lasts without a beat.
   *
   * @param beat the time between beats
   * @param lasts how long a newcomer watches it
   */
  record Timing(Duration beat, Duration lasts) {

    /** Slow enough not to be felt by the cluster, and a dead run holds up the next for a minute. */
    static final Timing DEFAULT = new Timing(Duration.ofSeconds(10), Duration.ofSeconds(60));
  }

  private record Holder(String runId, Instant startedAt, long beat) {}

  Lease(Redshift redshift, Schema schema, Timing timing, JobLog log, RunStart run) {
    this.redshift = redshift;
    this.schema = schema;
    this.timing = timing;
    this.log = log;
    this.run = run;
  }

  /**
   * Takes the lease and begins to beat.
   *
   * @return the dead run that held it, if there is one
   * @throws WarehouseBusyException when a living run holds it
   */
  Optional<RunStart> take() {
    Optional<Holder> before = redshift.transaction(connection -> takeOver(connection, null));
    long watchedSince = System.nanoTime();
    while (before.isPresent()) {
      Holder holder = before.get();
      log.info("The lease is held; watching whether its run is alive", "holder", holder.runId());
      sleep(timing.beat());
      boolean isStale = System.nanoTime() - watchedSince > timing.lasts().toNanos();
      Optional<Holder> now =
          redshift.transaction(connection -> takeOver(connection, isStale ? holder : null));
      if (now.isPresent() && !now.get().equals(holder)) {
        throw new WarehouseBusyException(
            "Run "
                + now.get().runId()
                + ", started at "
                + now.get().startedAt()
                + ", is under way in the same schema. Wait until it has ended and start again.");
      }
      if (now.isEmpty()) {
        beat();
        return isStale
            ? Optional.of(new RunStart(holder.runId(), holder.startedAt()))
            : Optional.empty();
      }
    }
    beat();
    return Optional.empty();
  }

  /**
   * Makes sure inside a transaction that this run still has the lease, and that nobody takes it
   * before the transaction has ended.
   *
   * @throws LeaseLostException when another run has taken it
   */
  void confirm(Connection connection) throws SQLException {
    if (count(connection) != 1) {
      throw new LeaseLostException(run.runId());
    }
  }

  /**
   * Stops beating, if that is not done yet; a lease that is not given back is found dead by the
   * next run.
   */
  void stop() {
    stopped.countDown();
    try {
      heart.join(timing.lasts().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Gives the lease back. */
  void release() {
    redshift.transaction(
        connection ->
            Sql.update(
                connection, "DELETE FROM " + schema.lease() + " WHERE runid = ?", run.runId()));
  }

  /**
   * Takes the lease if it is free, or from {@code stale} if that still holds it with the same beat.
   *
   * @return who else holds it
   */
  private Optional<Holder> takeOver(Connection connection, Holder stale) throws SQLException {
    Sql.update(connection, "LOCK TABLE " + schema.lease());
    List<Row> rows = Sql.rows(connection, "SELECT runid, startedat, beat FROM " + schema.lease());
    Optional<Holder> holder =
        rows.stream()
            .map(
                row ->
                    new Holder(
                        row.getString(0),
                        ((Timestamp) row.get(1)).toInstant(),
                        ((Number) row.get(2)).longValue()))
            .findFirst()
            // An earlier attempt of our own, the answer to which was lost.
            .filter(found -> !found.runId().equals(run.runId()));
    if (holder.isPresent() && !Objects.equals(holder.get(), stale)) {
      return holder;
    }
    Sql.update(connection, "DELETE FROM " + schema.lease());
    Sql.update(
        connection,
        "INSERT INTO " + schema.lease() + " (runid, startedat, beat) VALUES (?, ?, 0)",
        run.runId(),
        Timestamp.from(run.startedAt()));
    return Optional.empty();
  }

  private void beat() {
    heart.setDaemon(true);
    heart.start();
  }

  private void beatUntilStopped() {
    try {
      while (!stopped.await(timing.beat().toMillis(), TimeUnit.MILLISECONDS)) {
        beatOnce();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void beatOnce() {
    try (Connection connection = redshift.connect()) {
      if (count(connection) != 1) {
        log.warn("Another run has taken the lease; this one will not be able to publish");
      }
    } catch (SQLException | RuntimeException e) {
      log.warn(
          "The lease could not be kept up; trying again", "reason", String.valueOf(e.getMessage()));
    }
  }

  private int count(Connection connection) throws SQLException {
    return Sql.update(
        connection,
        "UPDATE " + schema.lease() + " SET beat = beat + 1 WHERE runid = ?",
        run.runId());
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the lease", e);
    }
  }
}
