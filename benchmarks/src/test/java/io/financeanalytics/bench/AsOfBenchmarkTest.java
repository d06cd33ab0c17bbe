package io.financeanalytics.bench;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeanalytics.bench.peer.AsOfWay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class AsOfBenchmarkTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Map<String, Path> outputs = new LinkedHashMap<>();

  private void answered(AsOfWay way, String answer) throws IOException {
    Path output = folder.newFolder(way.name()).toPath();
    Files.writeString(output.resolve("answer"), answer);
    outputs.put(way.title(), output);
  }

  @Test
  public void equalAnswersAndAsManyRowsWithoutTheJoinAreTheSameWork() throws IOException {
    answered(AsOfWay.PRODUCT, "10 8 5.0000");
    answered(AsOfWay.NO_JOIN, "10 10 70.0000");
    answered(AsOfWay.DUCKDB, "10 8 5.0000");

    assertThatCode(() -> AsOfBenchmark.judge(outputs)).doesNotThrowAnyException();
  }

  @Test
  public void whoDidNotFinishIsNotJudged() throws IOException {
    answered(AsOfWay.DUCKDB, "10 8 5.0000");

    assertThatCode(() -> AsOfBenchmark.judge(outputs)).doesNotThrowAnyException();
  }

  @Test
  public void anotherSumIsNotTheSameWork() throws IOException {
    answered(AsOfWay.PRODUCT, "10 8 5.0000");
    answered(AsOfWay.DUCKDB, "10 8 5.0001");

    assertThatThrownBy(() -> AsOfBenchmark.judge(outputs))
        .isInstanceOf(NotTheSameWorkException.class)
        .hasMessageContaining("5.0001");
  }

  @Test
  public void aRowLostInTheJoinIsNotTheSameWork() throws IOException {
    answered(AsOfWay.PRODUCT, "9 8 5.0000");
    answered(AsOfWay.NO_JOIN, "10 10 70.0000");

    assertThatThrownBy(() -> AsOfBenchmark.judge(outputs))
        .isInstanceOf(NotTheSameWorkException.class)
        .hasMessageContaining("10 rows, with it 9");
  }
}
