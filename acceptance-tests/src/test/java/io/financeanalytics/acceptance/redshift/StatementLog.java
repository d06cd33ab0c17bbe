package io.financeanalytics.acceptance.redshift;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Every statement that came, in the order in which they ended. */
public final class StatementLog {

  private final List<Statement> statements = new CopyOnWriteArrayList<>();

  StatementLog() {}

  /**
   * One statement.
   *
   * @param connection the number of its connection, from 1
   * @param sql its text as the client sent it
   * @param parameters the values that came with it; those in binary as hexadecimal digits
   * @param at when it came
   * @param millis how long it took, in milliseconds
   * @param outcome the command tag such as {@code INSERT 0 3}, or {@code ERROR}, the SQLSTATE and
   *     the message, or {@code DROPPED BEFORE} or {@code DROPPED AFTER}
   */
  public record Statement(
      int connection,
      String sql,
      List<String> parameters,
      Instant at,
      long millis,
      String outcome) {

    /** Whether it was done and its client was told. */
    public boolean succeeded() {
      return !outcome.startsWith("ERROR") && !outcome.startsWith("DROPPED");
    }
  }

  void add(Statement statement) {
    statements.add(statement);
  }

  /** All of them. */
  public List<Statement> all() {
    return List.copyOf(statements);
  }

  /** The texts of all of them. */
  public List<String> texts() {
    return statements.stream().map(Statement::sql).collect(Collectors.toUnmodifiableList());
  }

  /** Those of one connection. */
  public List<Statement> of(int connection) {
    return statements.stream()
        .filter(statement -> statement.connection() == connection)
        .collect(Collectors.toUnmodifiableList());
  }

  /** Forgets all of them. */
  public void clear() {
    statements.clear();
  }
}
