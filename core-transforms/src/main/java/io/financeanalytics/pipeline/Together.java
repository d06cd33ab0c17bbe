package io.financeanalytics.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs pieces of work that do not depend on each other at the same time. Most of a small Spark job
 * is planning by one thread, so that several of them keep a machine's cores busy where one after
 * the other would not.
 */
public final class Together {

  private static final int THREADS = 4;

  private Together() {}

  /**
   * Runs every piece and waits for all of them.
   *
   * @param <T> what a piece results in
   * @param pieces the pieces, none of which waits for another
   * @return their results, in the order of the pieces
   * @throws RuntimeException what the first piece that failed has thrown, with what others threw
   *     added to it
   */
  public static <T> List<T> run(List<Callable<T>> pieces) {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<T> results = new ArrayList<>();
      Throwable failure = null;
      for (Future<T> piece : threads.invokeAll(pieces)) {
        try {
          results.add(piece.get());
        } catch (ExecutionException e) {
          if (failure == null) {
            failure = e.getCause();
          } else {
            failure.addSuppressed(e.getCause());
          }
        }
      }
      if (failure != null) {
        throw asUnchecked(failure);
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for Spark", e);
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * Runs two pieces and waits for both.
   *
   * @param <A> what the first one results in
   * @param <B> what the second one results in
   * @param first a piece
   * @param second a piece that does not wait for it
   * @return both results
   * @throws RuntimeException what the first piece that failed has thrown, with what the other threw
   *     added to it
   */
  public static <A, B> Both<A, B> both(Callable<A> first, Callable<B> second) {
    AtomicReference<A> resultOfFirst = new AtomicReference<>();
    AtomicReference<B> resultOfSecond = new AtomicReference<>();
    run(List.of(setting(resultOfFirst, first), setting(resultOfSecond, second)));
    return new Both<>(resultOfFirst.get(), resultOfSecond.get());
  }

  /**
   * The results of two pieces.
   *
   * @param <A> what the first one results in
   * @param <B> what the second one results in
   * @param first the first one's
   * @param second the second one's
   */
  public record Both<A, B>(A first, B second) {}

  private static <T> Callable<Boolean> setting(AtomicReference<T> result, Callable<T> piece) {
    return () -> {
      result.set(piece.call());
      return true;
    };
  }

  private static RuntimeException asUnchecked(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(failure);
  }
}
