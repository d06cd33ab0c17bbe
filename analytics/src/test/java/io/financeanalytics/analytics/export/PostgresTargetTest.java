package io.financeanalytics.analytics.export;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeanalytics.UserException;
import org.junit.Test;

public class PostgresTargetTest {

  @Test
  public void aPasswordInTheAddressIsRefusedAndNotRepeated() {
    for (String url :
        new String[] {
          "jdbc:postgresql://localhost/db?user=me&password=hush",
          "jdbc:postgresql://localhost/db?Password=hush",
          "jdbc:postgresql://me:hush@localhost/db"
        }) {
      assertThatThrownBy(() -> target(url, "finance"))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("PGPASSWORD")
          .hasMessageNotContaining("hush");
    }
  }

  @Test
  public void anAddressOfAnotherKindIsRefused() {
    assertThatThrownBy(() -> target("localhost/db", "finance"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("jdbc:postgresql://localhost:5432/analytics");
    assertThatThrownBy(() -> target("jdbc:redshift://localhost/db", "finance"))
        .isInstanceOf(UserException.class);
  }

  @Test
  public void aSchemaIsAPlainLowerCaseName() {
    for (String schema : new String[] {"Finance", "a-b", "a\"b", "", "pg_x", "1a"}) {
      assertThatThrownBy(() -> target("jdbc:postgresql://localhost/db", schema))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("schema");
    }
  }

  @Test
  public void aDatabaseThatDoesNotAnswerIsNamedWithoutThePassword() {
    assertThatThrownBy(
            () ->
                new PostgresTarget("jdbc:postgresql://localhost:1/db", "me", "hush", "finance")
                    .connect())
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("The database jdbc:postgresql://localhost:1/db cannot be used: ")
        .hasMessageContaining("Check host, port")
        .hasMessageNotContaining("hush");
  }

  private static PostgresTarget target(String url, String schema) {
    return new PostgresTarget(url, null, null, schema);
  }
}
