package io.financeanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.Test;

public class TextHashTest {

  private static final int TEXTS = 100_000;

  @Test
  public void equalTextsHaveEqualHashesWhereverTheyStand() {
    for (String text : List.of("", "a", "1234567", "12345678", "123456789", "\u00e4".repeat(40))) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      byte[] among = new byte[bytes.length + 20];
      System.arraycopy(bytes, 0, among, 13, bytes.length);

      assertThat(TextHash.of(UTF8String.fromBytes(among, 13, bytes.length)))
          .as(text)
          .isEqualTo(TextHash.of(UTF8String.fromString(text)));
    }
  }

  /** Identifiers that differ in a digit only, at the beginning, in the middle and at the end. */
  @Test
  public void identifiersAreSpreadInTheirFirstBitsAndInTheirLast() {
    List<IntFunction<String>> kinds =
        List.of(
            Integer::toString,
            i -> String.format("C%07d", i),
            i -> String.format("customer-%06d", i),
            i -> String.format("%06d-of-the-northern-shop", i),
            i -> String.format("AAAAAAAA%sAAAA", letters(i)),
            i -> String.format("%sAAAAAAAAAAAA", letters(i)));
    for (IntFunction<String> kind : kinds) {
      Set<Integer> all = new HashSet<>();
      int[] first = new int[256];
      int[] last = new int[256];
      for (int i = 0; i < TEXTS; i++) {
        int hash = TextHash.of(UTF8String.fromString(kind.apply(i)));
        all.add(hash);
        first[hash >>> 24]++;
        last[hash & 0xFF]++;
      }
      // Of so many random numbers of 32 bits, one or two are equal.
      assertThat(all).as(kind.apply(7)).hasSizeGreaterThan(TEXTS - 20);
      assertThat(Arrays.stream(first))
          .as(kind.apply(7))
          .allMatch(count -> count > 200 && count < 700);
      assertThat(Arrays.stream(last))
          .as(kind.apply(7))
          .allMatch(count -> count > 200 && count < 700);
    }
  }

  /** A number in letters from A to P, the lowest first. */
  private static String letters(int number) {
    StringBuilder letters = new StringBuilder();
    for (int rest = number, i = 0; i < 5; i++, rest >>= 4) {
      letters.append((char) ('A' + (rest & 15)));
    }
    return letters.toString();
  }
}
