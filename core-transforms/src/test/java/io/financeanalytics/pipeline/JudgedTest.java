package io.financeanalytics.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.HeldRows;
import io.financeanalytics.SparkTest;
import io.financeanalytics.staging.Duplicates;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.Test;

public class JudgedTest extends SparkTest {

  private static final long serialVersionUID = 1L;

  @Test
  public void rowsAreSortedByTheirReasonWhereverTheyAre() {
    Dataset<Row> held =
        rows(
            "Number INT, Reason STRING",
            row(1, "bad_number"),
            row(2, null),
            row(3, Duplicates.COLLAPSED),
            row(4, "bad_number"),
            row(5, null),
            row(6, null),
            row(7, "bad_date"));
    Dataset<Row> elsewhere = held.repartition(2);
    assertThat(HeldRows.areIn(held)).isTrue();
    assertThat(HeldRows.areIn(elsewhere)).isFalse();

    for (Dataset<Row> rows : List.of(held, elsewhere)) {
      Judged judged = Judged.of(rows);

      assertThat(texts(judged.accepted())).containsExactly("[2,null]", "[5,null]", "[6,null]");
      assertThat(texts(judged.rejected()))
          .containsExactly("[1,bad_number]", "[4,bad_number]", "[7,bad_date]");
      assertThat(judged.outcomes())
          .hasSize(4)
          .containsEntry(null, 3L)
          .containsEntry("bad_number", 2L)
          .containsEntry("bad_date", 1L)
          .containsEntry(Duplicates.COLLAPSED, 1L);
    }
  }
}
