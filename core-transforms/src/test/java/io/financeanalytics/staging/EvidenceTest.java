package io.financeanalytics.staging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.Test;

public class EvidenceTest {

  @Test
  public void aRecordIsKeptVerbatim() {
    byte[] bytes = "x a,\" b\u00e9\" y".getBytes(StandardCharsets.UTF_8);

    assertThat(Evidence.of(bytes, 2, bytes.length - 2)).hasToString("a,\" b\u00e9\"");
    assertThat(Evidence.ofNoText(bytes, 2, bytes.length - 2)).hasToString("a,\" b\u00e9\"");
  }

  @Test
  public void bytesThatAreNoTextAreReplaced() {
    byte[] bytes = {'a', 0, (byte) 0xE9, ',', 'b'};

    assertThat(Evidence.ofNoText(bytes, 0, 5)).hasToString("a\ufffd\ufffd,b");
  }

  @Test
  public void aRecordOfTheMostBytesIsNotCut() {
    byte[] bytes = "x".repeat(65_535).getBytes(StandardCharsets.UTF_8);

    for (UTF8String evidence :
        List.of(Evidence.of(bytes, 0, bytes.length), Evidence.ofNoText(bytes, 0, bytes.length))) {
      assertThat(evidence.numBytes()).isEqualTo(65_535);
      assertThat(evidence.toString()).isEqualTo("x".repeat(65_535));
    }
  }

  @Test
  public void aLongerRecordIsCutTo65535BytesAndTheCutIsMarked() {
    byte[] bytes = "x".repeat(70_000).getBytes(StandardCharsets.UTF_8);

    for (UTF8String evidence :
        List.of(Evidence.of(bytes, 0, bytes.length), Evidence.ofNoText(bytes, 0, bytes.length))) {
      assertThat(evidence.numBytes()).isEqualTo(65_535);
      assertThat(evidence.toString()).startsWith("xxx").endsWith("x... [cut from 70000 bytes]");
    }
  }

  @Test
  public void aCutDoesNotDivideACharacter() {
    for (int shift = 0; shift < 4; shift++) {
      byte[] bytes =
          ("x".repeat(shift) + "\ud83d\ude00".repeat(20_000)).getBytes(StandardCharsets.UTF_8);

      for (UTF8String evidence :
          List.of(Evidence.of(bytes, 0, bytes.length), Evidence.ofNoText(bytes, 0, bytes.length))) {
        assertThat(evidence.numBytes()).isBetween(65_535 - 3, 65_535);
        assertThat(evidence.toString())
            .doesNotContain("\ufffd")
            .endsWith("\ud83d\ude00... [cut from " + bytes.length + " bytes]");
      }
    }
  }

  @Test
  public void aRecordThatGrowsBeyondTheMostBytesByReplacementsIsCut() {
    byte[] bytes = new byte[40_000];

    UTF8String evidence = Evidence.ofNoText(bytes, 0, bytes.length);

    assertThat(evidence.numBytes()).isBetween(65_535 - 3, 65_535);
    assertThat(evidence.toString())
        .startsWith("\ufffd\ufffd")
        .containsPattern("\ufffd\\.\\.\\. \\[cut from \\d+ bytes\\]$");
  }
}
