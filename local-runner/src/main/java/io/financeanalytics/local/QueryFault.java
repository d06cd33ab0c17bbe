package io.financeanalytics.local;

import io.financeanalytics.UserException;
import java.time.DateTimeException;
import java.util.List;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;

/** Why a query has no answer, in one paragraph. */
final class QueryFault {

  private QueryFault() {}

  /** A query that makes no sense, as found before it is executed. */
  static UserException ofAnalysis(AnalysisException fault, List<String> tables) {
    if ("TABLE_OR_VIEW_NOT_FOUND".equals(fault.getErrorClass())) {
      String table = fault.getMessageParameters().get("relationName").replace("`", "");
      return new UserException(
          "There is no table " + table + "; there are " + String.join(", ", tables) + ".", fault);
    }
    return new UserException(
        "The query cannot be answered: " + paragraph(fault.getSimpleMessage()), fault);
  }

  /**
   * A query that failed while it was executed: explained when its own values are at fault, as it is
   * otherwise.
   */
  static RuntimeException ofExecution(Exception failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    boolean isOfTheQuery =
        root instanceof SparkThrowable
            || root instanceof ArithmeticException
            || root instanceof IllegalArgumentException
            || root instanceof DateTimeException
            || root.getClass() == RuntimeException.class;
    if (isOfTheQuery && !(root instanceof UserException)) {
      return new UserException(
          "The query failed: " + paragraph(String.valueOf(root.getMessage())), failure);
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("The query failed", failure);
  }

  /** Spark's message without its error class and without the query below it. */
  private static String paragraph(String message) {
    return message
        .replaceFirst("(?s)\\s*== SQL.*", "")
        .replaceFirst("^\\s*\\[[A-Z0-9_.]+] ", "")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
