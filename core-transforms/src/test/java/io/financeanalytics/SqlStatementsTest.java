package io.financeanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.SqlStatements.Statement;
import java.util.List;
import org.junit.Test;

public class SqlStatementsTest {

  @Test
  public void statementsAreSeparatedBySemicolonsOutsideOfLiteralsAndComments() {
    assertThat(SqlStatements.split("SELECT ';' -- a; b\n; /* c; */ SELECT \"x;y\", `;`;;\n;"))
        .containsExactly("SELECT ';'", "SELECT \"x;y\", `;`");
  }

  @Test
  public void theCommentRightAboveAStatementIsItsTitle() {
    assertThat(
            SqlStatements.titled(
                "-- About the file.\n\n-- Is it so?\r\n--   expect: no rows\nSELECT 1; SELECT 2;\n"
                    + "-- Last\nSELECT 3 -- three\nFROM x"))
        .containsExactly(
            new Statement(List.of("Is it so?", "expect: no rows"), "SELECT 1"),
            new Statement(List.of(), "SELECT 2"),
            new Statement(List.of("Last"), "SELECT 3  \nFROM x"));
  }

  @Test
  public void aCommentThatAnEmptyLineSetsApartIsNoTitle() {
    assertThat(SqlStatements.titled("-- About the file.\n \nSELECT 1;\n\n-- The end.\n"))
        .containsExactly(new Statement(List.of(), "SELECT 1"));
  }
}
