package io.financeanalytics.glue.redshift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.Test;

public class RedshiftTest {

  @Test
  public void aLostConnectionIsWorthAnotherAttempt() {
    assertThat(isWorthAnotherAttempt("08006", "An I/O error occurred")).isTrue();
    assertThat(isWorthAnotherAttempt("57P01", "terminating connection")).isTrue();
  }

  @Test
  public void aSerializableConflictIsWorthAnotherAttempt() {
    assertThat(
            isWorthAnotherAttempt(
                "XX000", "1023 DETAIL: Serializable isolation violation on table in Redshift"))
        .isTrue();
    assertThat(isWorthAnotherAttempt("40001", "could not serialize access")).isTrue();
  }

  @Test
  public void whatFailsAgainIsNotTriedAgain() {
    assertThat(isWorthAnotherAttempt("XX000", "1018 DETAIL: Relation does not exist")).isFalse();
    assertThat(isWorthAnotherAttempt("53100", "Disk Full")).isFalse();
    assertThat(isWorthAnotherAttempt("57014", "canceling statement due to timeout")).isFalse();
    assertThat(isWorthAnotherAttempt("28000", "password authentication failed")).isFalse();
    assertThat(isWorthAnotherAttempt("23505", "duplicate key value")).isFalse();
    assertThat(Redshift.isWorthAnotherAttempt(new IOException("08006"))).isFalse();
  }

  private static boolean isWorthAnotherAttempt(String sqlState, String message) {
    SQLException error = new SQLException(message, sqlState);
    assertThat(Redshift.isWorthAnotherAttempt(new IllegalStateException(error)))
        .as("the cause counts, as Spark wraps what the connector throws")
        .isEqualTo(Redshift.isWorthAnotherAttempt(error));
    return Redshift.isWorthAnotherAttempt(error);
  }
}
