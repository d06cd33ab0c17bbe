package io.financeanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.Test;

public class TextIndexTest {

  @Test
  public void itAgreesWithAMap() {
    TextIndex index = new TextIndex();
    Map<String, Integer> expected = new HashMap<>();
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      String text = "x".repeat(random.nextInt(3)) + random.nextInt(6_000);

      assertThat(index.find(text(text))).isEqualTo(expected.getOrDefault(text, TextIndex.NONE));
      expected.putIfAbsent(text, expected.size());
      assertThat(index.take(text(text))).isEqualTo(expected.get(text));
      assertThat(index.size()).isEqualTo(expected.size());
    }
    expected.forEach(
        (text, number) -> {
          assertThat(index.find(text(text))).isEqualTo(number);
          assertThat(index.text(number)).isEqualTo(text(text));
          assertThat(index.is(number, text(text))).isTrue();
          assertThat(index.is(number, text(text + "?"))).isFalse();
        });
    assertThat(index.find(text("never taken"))).isEqualTo(TextIndex.NONE);
  }

  /** Among so many texts some have the same hash. */
  @Test
  public void textsOfOneHashAreDifferentTexts() {
    int size = 300_000;
    TextIndex index = new TextIndex();
    Set<Integer> hashes = new HashSet<>();
    for (int i = 0; i < size; i++) {
      hashes.add(TextHash.of(text("T-" + i)));
      assertThat(index.take(text("T-" + i))).isEqualTo(i);
    }

    assertThat(hashes).hasSizeLessThan(size);
    assertThat(IntStream.range(0, size)).allMatch(i -> index.find(text("T-" + i)) == i);
  }

  @Test
  public void aTextOfHashZeroCanBeTheFirst() {
    TextIndex index = new TextIndex();

    assertThat(TextHash.of(text(""))).isZero();
    assertThat(index.take(text(""))).isZero();
    assertThat(index.find(text(""))).isZero();
    assertThat(index.take(text("a"))).isEqualTo(1);
  }

  @Test
  public void theEmptyTextIsATextLikeOthers() {
    TextIndex index = new TextIndex();

    assertThat(index.find(text(""))).isEqualTo(TextIndex.NONE);
    assertThat(index.take(text("a"))).isZero();
    assertThat(index.take(text(""))).isEqualTo(1);
    assertThat(index.find(text(""))).isEqualTo(1);
    assertThat(index.text(1)).isEqualTo(text(""));
  }

  @Test
  public void aTextIsCopiedAndLongOnesFit() {
    byte[] bytes = "abc".getBytes(StandardCharsets.UTF_8);
    TextIndex index = new TextIndex();
    index.take(UTF8String.fromBytes(bytes));
    bytes[0] = 'z';
    String large = "y".repeat(100_000);

    assertThat(index.find(text("abc"))).isZero();
    assertThat(index.take(text(large))).isEqualTo(1);
    assertThat(index.text(1)).isEqualTo(text(large));
  }

  @Test
  public void itTravels() throws IOException, ClassNotFoundException {
    TextIndex index = new TextIndex();
    index.take(text("a"));
    index.take(text("b"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(index);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(((TextIndex) in.readObject()).find(text("b"))).isEqualTo(1);
    }
  }

  private static UTF8String text(String text) {
    return UTF8String.fromString(text);
  }
}
