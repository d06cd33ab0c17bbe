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
import java.util.concurrent.locks.ReentrantLock;

/**
 * The right to be the one run of a schema: a row that names the run, with a beat that the run
 * counts up. A row whose beat stands still belongs to a dead run and is taken over. No clocks are
 * compared: the newcomer watches the beat for as long as the lease lasts.
 *
 * <p>A run that only seems dead, as its machine was stopped for a while, finds out at the latest
 * when it publishes: {@link #confirm} is part of that transaction.
 */
final class Lease {

  private static final long DEAD = -1;

  /** Redshift answers with it when a statement has reached statement_timeout. */
  private static final String TIMED_OUT = "57014";

  private final Redshift redshift;
  private final Schema schema;
  private final Timing timing;
  private final JobLog log;
  private final RunStart run;
  private final ReentrantLock beating = new ReentrantLock();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread heart = new Thread(this::beatUntilStopped, "lease");

  /**
   * How fast a lease beats and how long it lasts without a beat.
   *
   * @param beat the time between beats
   * @param lasts how long a newcomer watches it
   * @param answer how long an answer may take; a beat without one is lost, and the next has a new
   *     connection
   */
  record Timing(Duration beat, Duration lasts, Duration answer) {

    /** Slow enough not to be felt by the cluster, and a dead run holds up the next for a minute. */
    static final Timing DEFAULT =
        new Timing(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(20));
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
   * @throws WarehouseBusyException when a living run holds it
   */
  void take() {
    Optional<Holder> watched = Optional.empty();
    long watchedSince = System.nanoTime();
    while (true) {
      Optional<Holder> holder = redshift.transaction(this::holder);
      boolean isStale =
          holder.isPresent()
              && holder.equals(watched)
              && System.nanoTime() - watchedSince > timing.lasts().toNanos();
      if (holder.isEmpty() || isStale) {
        Holder stale = holder.orElse(null);
        holder = redshift.transaction(connection -> takeFrom(connection, stale));
      }
      if (holder.isEmpty()) {
        heart.setDaemon(true);
        heart.start();
        return;
      }
      if (watched.isPresent() && !holder.equals(watched)) {
        throw new WarehouseBusyException(
            "Run "
                + holder.get().runId()
                + ", started at "
                + holder.get().startedAt()
                + ", is under way in the same schema. Wait until it has ended and start again.");
      }
      if (watched.isEmpty()) {
        log.info(
            "The lease is held; watching whether its run is alive", "holder", holder.get().runId());
      }
      watched = holder;
      sleep(timing.beat());
    }
  }

  /** The dead runs whose leavings nobody has mended yet. */
  List<RunStart> dead() {
    return redshift.transaction(
        connection ->
            rows(connection).stream()
                .filter(row -> row.beat() == DEAD)
                .map(row -> new RunStart(row.runId(), row.startedAt()))
                .toList());
  }

  /** Forgets a dead run, which is mended. */
  void forget(RunStart dead) {
    redshift.transaction(connection -> delete(connection, dead.runId()));
  }

  /** Does something while the lease does not beat, as a beat would be in conflict with it. */
  void withoutBeats(Runnable work) {
    beating.lock();
    try {
      work.run();
    } finally {
      beating.unlock();
    }
  }

  /**
   * Makes sure that this run still has the lease.
   *
   * @throws LeaseLostException when another run has taken it
   */
  void confirm() {
    withoutBeats(
        () ->
            redshift.transaction(
                connection -> {
                  confirm(connection);
                  return true;
                }));
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
    redshift.transaction(connection -> delete(connection, run.runId()));
  }

  private int delete(Connection connection, String runId) throws SQLException {
    return Sql.update(connection, "DELETE FROM " + schema.lease() + " WHERE runid = ?", runId);
  }

  /**
   * Takes the lease if it is free, or from {@code stale} if that still holds it with the same beat.
   *
   * @return who else holds it
   */
  private Optional<Holder> takeFrom(Connection connection, Holder stale) throws SQLException {
    lock(connection, stale);
    Optional<Holder> holder = holder(connection);
    if (holder.isPresent() && !Objects.equals(holder.get(), stale)) {
      return holder;
    }
    if (stale != null) {
      Sql.update(
          connection,
          "UPDATE " + schema.lease() + " SET beat = " + DEAD + " WHERE runid = ?",
          stale.runId());
    }
    // An earlier attempt of our own may have taken effect although its answer was lost.
    delete(connection, run.runId());
    Sql.update(
        connection,
        "INSERT INTO " + schema.lease() + " (runid, startedat, beat) VALUES (?, ?, 0)",
        run.runId(),
        Timestamp.from(run.startedAt()));
    return Optional.empty();
  }

  /**
   * Keeps everybody else from the lease until the transaction has ended.
   *
   * @throws WarehouseBusyException when a publish transaction of another run, which holds its lease
   *     with a lock, does not end
   */
  private void lock(Connection connection, Holder stale) throws SQLException {
    Sql.update(connection, "SET LOCAL statement_timeout TO " + timing.answer().toMillis());
    try {
      Sql.update(connection, "LOCK TABLE " + schema.lease());
    } catch (SQLException e) {
      if (TIMED_OUT.equals(e.getSQLState())) {
        throw new WarehouseBusyException(
            "Run "
                + (stale == null ? "" : stale.runId() + " ")
                + "does not beat, but its publish transaction is open in Redshift, so that nobody can"
                + " take over: it publishes for long, or its machine has vanished, and then Redshift"
                + " ends the session when it notices. Start again later, or have an administrator find"
                + " the session in svv_transactions, by its lock on "
                + schema.lease()
                + ", and end it with pg_terminate_backend(pid). Nothing was written.");
      }
      throw e;
    }
  }

  /** The other run that holds the lease. */
  private Optional<Holder> holder(Connection connection) throws SQLException {
    return rows(connection).stream()
        .filter(row -> row.beat() != DEAD && !row.runId().equals(run.runId()))
        .findFirst();
  }

  private List<Holder> rows(Connection connection) throws SQLException {
    return Sql.rows(connection, "SELECT runid, startedat, beat FROM " + schema.lease()).stream()
        .map(
            row ->
                new Holder(
                    row.getString(0),
                    ((Timestamp) row.get(1)).toInstant(),
                    ((Number) row.get(2)).longValue()))
        .toList();
  }

  private void beatUntilStopped() {
    Optional<Connection> connection = Optional.empty();
    try {
      while (!stopped.await(timing.beat().toMillis(), TimeUnit.MILLISECONDS)) {
        connection = beatOnce(connection);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connection.ifPresent(Redshift::close);
    }
  }

  /**
   * Counts up on a connection of its own.
   *
   * @return the connection, if it can be used again
   */
  private Optional<Connection> beatOnce(Optional<Connection> given) {
    Optional<Connection> used = given;
    beating.lock();
    try {
      if (used.isEmpty()) {
        used = Optional.of(redshift.connectForSeconds((int) timing.answer().toSeconds()));
      }
      if (count(used.get()) != 1) {
        log.warn("Another run has taken the lease; this one will not be able to publish");
      }
      return used;
    } catch (SQLException | RuntimeException e) {
      log.warn(
          "The lease could not be kept up; trying again", "reason", String.valueOf(e.getMessage()));
      used.ifPresent(Redshift::close);
      return Optional.empty();
    } finally {
      beating.unlock();
    }
  }

  private int count(Connection connection) throws SQLException {
    return Sql.update(
        connection,
        "UPDATE " + schema.lease() + " SET beat = beat + 1 WHERE runid = ? AND beat <> " + DEAD,
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
