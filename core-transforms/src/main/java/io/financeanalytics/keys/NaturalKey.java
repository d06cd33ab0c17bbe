package io.financeanalytics.keys;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.when;

import java.util.Locale;
import org.apache.spark.sql.Column;

/** The natural key of a dimension's member: the identifier that the business knows it by. */
public final class NaturalKey {

  /** The natural key, and the name, of the unknown member. */
  public static final String UNKNOWN = "Unknown";

  private NaturalKey() {}

  /**
   * {@return the identifier, or {@link #UNKNOWN} when it is null or the word Unknown in any case;
   * never null}
   *
   * @param identifier an identifier as delivered
   */
  public static Column of(Column identifier) {
    return when(isUnknown(identifier), lit(UNKNOWN)).otherwise(identifier);
  }

  /**
   * {@return whether the identifier stands for the unknown member}
   *
   * @param identifier an identifier as delivered
   */
  public static Column isUnknown(Column identifier) {
    // Most identifiers have another length, and need not be put in lower case.
    Column isTheWord =
        octet_length(identifier)
            .equalTo(UNKNOWN.length())
            .and(lower(identifier).equalTo(UNKNOWN.toLowerCase(Locale.ROOT)));
    return identifier.isNull().or(isTheWord);
  }
}
