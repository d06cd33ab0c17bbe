package io.financeanalytics.glue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.financeanalytics.glue.aws.Credentials;
import io.financeanalytics.pipeline.Progress.Step;
import io.financeanalytics.quality.Measure.Stage;
import io.financeanalytics.quality.Measures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class JobLogTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final JobLog log = new JobLog(new PrintStream(bytes, true, StandardCharsets.UTF_8));

  @Test
  public void everyLineIsOneJsonObject() throws IOException {
    log.info("Begins");
    log.belongsTo("20260101T000000Z-abcd1234");
    log.warn("Line\nbreak and \"quote\"", "rows", 12L, "seconds", 0.5);
    List<JsonNode> lines = lines();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).has("run_id")).isFalse();
    assertThat(Instant.parse(lines.get(0).get("time").asText())).isBefore(Instant.MAX);
    JsonNode second = lines.get(1);
    assertThat(second.get("level").asText()).isEqualTo("WARN");
    assertThat(second.get("run_id").asText()).isEqualTo("20260101T000000Z-abcd1234");
    assertThat(second.get("rows").asLong()).isEqualTo(12);
    assertThat(second.get("seconds").asDouble()).isEqualTo(0.5);
    assertThat(second.get("message").asText()).isEqualTo("Line\nbreak and \"quote\"");
  }

  @Test
  public void everyStepSaysWhenItBeginsAndHowLongItTook() throws IOException {
    JobProgress progress = new JobProgress(log);
    progress.started(Step.FIND);
    progress.started(Step.OPEN);
    progress.done();
    assertThat(lines())
        .extracting(line -> line.get("step").asText() + " " + line.has("seconds"))
        .containsExactly("find false", "find true", "open false", "open true");
  }

  @Test
  public void everySourceSaysWhichShareOfItsRowsIsInQuarantine() throws IOException {
    Measures measures = new Measures();
    measures.count(Stage.SOURCE, "transactions", Measures.READ, 200);
    measures.count(Stage.SOURCE, "transactions", Measures.QUARANTINED, 3);
    SourceCounts.tell(log, "transactions", measures);
    SourceCounts.tell(log, "cogs", new Measures());
    assertThat(lines())
        .extracting(line -> line.get("source").asText() + " " + line.get("quarantined_ratio"))
        .containsExactly("transactions 0.015", "cogs 0.0");
  }

  @Test
  public void credentialsDoNotShowTheirPassword() {
    assertThat(new Credentials("etl", "hunter2").toString()).doesNotContain("hunter2");
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : bytes.toString(StandardCharsets.UTF_8).split("\n")) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }
}
