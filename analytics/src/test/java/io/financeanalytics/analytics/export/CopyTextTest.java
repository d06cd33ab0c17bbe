package io.financeanalytics.analytics.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.spark.sql.RowFactory;
import org.junit.Test;

public class CopyTextTest {

  @Test
  public void whatWouldEndAValueOrARowIsEscaped() {
    assertThat(line("a\tb\nc\rd\\e", "")).isEqualTo("a\\tb\\nc\\rd\\\\e\t\n");
  }

  @Test
  public void nullIsNotTheSameAsTheTextThatStandsForIt() {
    assertThat(line(null, "\\N")).isEqualTo("\\N\t\\\\N\n");
  }

  @Test
  public void theCharacterZeroWhichPostgresCannotStoreIsReplaced() {
    assertThat(line("a\0b")).isEqualTo("a\uFFFDb\n");
  }

  @Test
  public void numbersDaysAndInstantsAreExact() {
    assertThat(
            line(
                new BigDecimal("0E-7"),
                new BigDecimal("-12.50"),
                Long.MAX_VALUE,
                true,
                Date.valueOf(LocalDate.of(2024, 2, 29)),
                Timestamp.from(Instant.parse("2024-02-29T23:59:59.123456Z"))))
        .isEqualTo(
            "0.0000000\t-12.50\t9223372036854775807\ttrue\t2024-02-29\t2024-02-29T23:59:59.123456\n");
  }

  private static String line(Object... values) {
    StringBuilder text = new StringBuilder();
    CopyText.append(RowFactory.create(values), text);
    return text.toString();
  }
}
