package io.financeanalytics.acceptance.redshift;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What goes wrong, and where a test holds the server. */
public final class Faults {

  private static final long MINUTES = 5;

  private record Failure(Predicate<String> sql, RedshiftError error, AtomicInteger left) {}

  private record Drop(Predicate<String> sql, When when, AtomicInteger left) {}

  private final List<Failure> failures = new CopyOnWriteArrayList<>();
  private final List<Drop> drops = new CopyOnWriteArrayList<>();
  private final List<Pause> pauses = new CopyOnWriteArrayList<>();
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

  Faults() {}

  /** When a connection is lost. */
  public enum When {
    /** Before the database hears of the statement. */
    BEFORE,
    /** After the database has done it, and before the client hears of it. */
    AFTER
  }

  /** A statement that is held before the database hears of it. */
  public static final class Pause {
    private final Predicate<String> sql;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch resumed = new CountDownLatch(1);
    private final AtomicBoolean taken = new AtomicBoolean();
    private volatile boolean abandoned;

    private Pause(Predicate<String> sql) {
      this.sql = sql;
    }

    /** Waits until a client has sent the statement. */
    public void awaitReached() {
      await(reached, "No such statement came");
    }

    /** Whether a client has sent the statement. */
    public boolean isReached() {
      return reached.getCount() == 0;
    }

    /** Lets the statement be done, also when its client is gone. */
    public void resume() {
      resumed.countDown();
    }

    /** Lets the statement never be done: the connection ends as if it had been lost before. */
    public void abandon() {
      abandoned = true;
      resumed.countDown();
    }
  }

  private static void await(CountDownLatch latch, String otherwise) {
    try {
      if (!latch.await(MINUTES, TimeUnit.MINUTES)) {
        throw new AssertionError(otherwise);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(otherwise, e);
    }
  }

  /** Answers the next statements of a kind with an error, which aborts their transaction. */
  public void failNext(Predicate<String> sql, String sqlState, String message, int times) {
    failures.add(new Failure(sql, RedshiftError.of(sqlState, message), new AtomicInteger(times)));
  }

  /** Cuts the connection of the next statement of a kind. */
  public void dropConnection(Predicate<String> sql, When when) {
    dropConnections(sql, when, 1);
  }

  /** Cuts the connections of the next statements of a kind. */
  public void dropConnections(Predicate<String> sql, When when, int times) {
    drops.add(new Drop(sql, when, new AtomicInteger(times)));
  }

  /** Holds the next statement of a kind. */
  public Pause pause(Predicate<String> sql) {
    Pause pause = new Pause(sql);
    pauses.add(pause);
    return pause;
  }

  /** Tells of every statement before it is done, in the thread that will do it. */
  public void onStatement(Consumer<String> listener) {
    listeners.add(listener);
  }

  /** Forgets everything that was asked for, and lets go of what is held. */
  public void clear() {
    failures.clear();
    drops.clear();
    listeners.clear();
    pauses.forEach(Pause::resume);
    pauses.clear();
  }

  /**
   * Holds a statement if a test asked for it.
   *
   * @return whether the connection is to be cut before it is done
   */
  boolean before(String sql) {
    listeners.forEach(listener -> listener.accept(sql));
    for (Pause pause : pauses) {
      if (pause.sql.test(sql) && pause.taken.compareAndSet(false, true)) {
        pause.reached.countDown();
        await(pause.resumed, "The held statement was never let go: " + sql);
        if (pause.abandoned) {
          return true;
        }
      }
    }
    return drops(sql, When.BEFORE);
  }

  /** Whether the connection is to be cut after a statement is done. */
  boolean after(String sql) {
    return drops(sql, When.AFTER);
  }

  private boolean drops(String sql, When when) {
    for (Drop drop : drops) {
      if (drop.when == when && drop.sql.test(sql) && drop.left.getAndDecrement() > 0) {
        return true;
      }
    }
    return false;
  }

  /** The error that a statement is answered with, or null. */
  RedshiftError failure(String sql) {
    for (Failure failure : failures) {
      if (failure.sql.test(sql) && failure.left.getAndDecrement() > 0) {
        return failure.error;
      }
    }
    return null;
  }
}
