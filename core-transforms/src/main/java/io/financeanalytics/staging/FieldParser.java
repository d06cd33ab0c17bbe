package io.financeanalytics.staging;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;

/**
 * Reads the values of fields from bytes, by the rules of the data contract. Every method takes the
 * value's first index and the index after its last, trimmed and not empty, and answers {@link #BAD}
 * when the value is not of its form.
 */
final class FieldParser {

  /** The answer for a value that is not of the wanted form; no valid value has this number. */
  static final long BAD = Long.MIN_VALUE;

  private static final long[] POWERS = new long[19];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private static final byte[][] YES = words("true", "t", "1", "y", "yes");
  private static final byte[][] NO = words("false", "f", "0", "n", "no");

  private static final long MICROS_PER_SECOND = 1_000_000L;
  private static final long DAYS_FROM_MARCH_0_TO_1970 = 719_468;
  private static final int MAX_OFFSET_SECONDS = 18 * 3600;

  private FieldParser() {}

  /**
   * A plain decimal such as {@code -12.50}, {@code +8.} or {@code .5}, as a whole number of units
   * of the last of {@code scale} fraction digits. Extra digits round half away from zero; what has
   * more than {@code precision} digits then is bad.
   */
  static long decimal(byte[] bytes, int start, int end, int precision, int scale) {
    if (end - start <= precision - scale) {
      long units = shortDecimal(bytes, start, end, scale);
      if (units != BAD) {
        return units;
      }
    }
    return anyDecimal(bytes, start, end, precision, scale);
  }

  /**
   * A decimal of so few characters that it cannot have too many digits, as most are; bad also when
   * it has more fraction digits than {@code scale}.
   */
  private static long shortDecimal(byte[] bytes, int start, int end, int scale) {
    boolean negative = bytes[start] == '-';
    int first = negative ? start + 1 : start;
    int i = first;
    long units = 0;
    while (i < end && isDigit(bytes[i])) {
      units = units * 10 + (bytes[i++] - '0');
    }
    if (i == first) {
      return BAD;
    }
    int fraction = 0;
    if (i < end && bytes[i] == '.') {
      i++;
      int last = Math.min(end, i + scale);
      for (; i < last && isDigit(bytes[i]); fraction++) {
        units = units * 10 + (bytes[i++] - '0');
      }
    }
    if (i < end) {
      return BAD;
    }
    units *= POWERS[scale - fraction];
    return negative ? -units : units;
  }

  private static long anyDecimal(byte[] bytes, int start, int end, int precision, int scale) {
    int i = start;
    boolean negative = bytes[i] == '-';
    if (negative || bytes[i] == '+') {
      i++;
    }
    long units = 0;
    int digits = 0;
    int fraction = -1;
    boolean roundUp = false;
    for (; i < end; i++) {
      byte b = bytes[i];
      if (b == '.' && fraction < 0) {
        fraction = 0;
        continue;
      }
      if (b < '0' || b > '9') {
        return BAD;
      }
      digits++;
      if (fraction < scale) {
        if (units >= POWERS[precision - 1]) {
          return BAD;
        }
        units = units * 10 + (b - '0');
      } else if (fraction == scale) {
        roundUp = b >= '5';
      }
      if (fraction >= 0) {
        fraction++;
      }
    }
    if (digits == 0) {
      return BAD;
    }
    int missing = scale - Math.max(fraction, 0);
    if (missing > 0) {
      if (units >= POWERS[precision - missing]) {
        return BAD;
      }
      units *= POWERS[missing];
    }
    units += roundUp ? 1 : 0;
    return units >= POWERS[precision] ? BAD : negative ? -units : units;
  }

  /** A whole number of 64 bits; a fraction of nothing but zeros is allowed. */
  static long integer(byte[] bytes, int start, int end) {
    int i = start;
    boolean negative = bytes[i] == '-';
    if (negative || bytes[i] == '+') {
      i++;
    }
    long value = 0;
    int digits = 0;
    boolean fraction = false;
    for (; i < end; i++) {
      byte b = bytes[i];
      if (b == '.' && !fraction) {
        fraction = true;
        continue;
      }
      if (b < '0' || b > '9' || (fraction && b != '0')) {
        return BAD;
      }
      digits++;
      if (!fraction) {
        if (value > (Long.MAX_VALUE - (b - '0')) / 10) {
          return BAD;
        }
        value = value * 10 + (b - '0');
      }
    }
    return digits == 0 ? BAD : negative ? -value : value;
  }

  /** A day {@code yyyy-MM-dd}, as days since 1970-01-01. */
  static long date(byte[] bytes, int start, int end) {
    return end - start == 10 ? day(bytes, start) : BAD;
  }

  /**
   * A moment in one of the contract's forms, as microseconds since 1970 in UTC; digits after the
   * sixth of a fraction are dropped. Without an offset it is local time in {@code zone}, with gaps
   * and overlaps resolved as {@link LocalDateTime#atZone} does.
   */
  static long timestamp(byte[] bytes, int start, int end, ZoneId zone) {
    if (end - start < 10) {
      return BAD;
    }
    long day = day(bytes, start);
    if (day == BAD) {
      return BAD;
    }
    int i = start + 10;
    long secondOfDay = 0;
    long micros = 0;
    if (i < end && (bytes[i] == 'T' || (bytes[i] == ' ' && i + 1 < end && isDigit(bytes[i + 1])))) {
      int hour = pair(bytes, i + 1, end);
      int minute = i + 3 < end && bytes[i + 3] == ':' ? pair(bytes, i + 4, end) : -1;
      i += 6;
      int second = 0;
      if (i < end && bytes[i] == ':') {
        second = pair(bytes, i + 1, end);
        i += 3;
        if (i < end && bytes[i] == '.') {
          int digits = 0;
          for (i++; i < end && isDigit(bytes[i]); i++) {
            micros += digits < 6 ? (bytes[i] - '0') * POWERS[5 - digits] : 0;
            digits++;
          }
          second = digits == 0 ? -1 : second;
        }
      }
      if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
        return BAD;
      }
      secondOfDay = hour * 3600L + minute * 60L + second;
    }
    long local = day * 86_400L + secondOfDay;
    while (i < end && (bytes[i] == ' ' || bytes[i] == '\t')) {
      i++;
    }
    if (i == end) {
      return utcSecond(local, zone) * MICROS_PER_SECOND + micros;
    }
    int offset = offsetSeconds(bytes, i, end);
    return offset == Integer.MIN_VALUE ? BAD : (local - offset) * MICROS_PER_SECOND + micros;
  }

  /** The day on which a moment falls in {@code zone}, as days since 1970-01-01. */
  static long dayIn(long micros, ZoneId zone) {
    long second = Math.floorDiv(micros, MICROS_PER_SECOND);
    if (!zone.equals(ZoneOffset.UTC)) {
      second += zone.getRules().getOffset(Instant.ofEpochSecond(second)).getTotalSeconds();
    }
    return Math.floorDiv(second, 86_400L);
  }

  /** 1 for a yes, 0 for a no. */
  static long bool(byte[] bytes, int start, int end) {
    if (isOneOf(YES, bytes, start, end)) {
      return 1;
    }
    return isOneOf(NO, bytes, start, end) ? 0 : BAD;
  }

  /** Whether the value is three ASCII letters. */
  static boolean isCurrency(byte[] bytes, int start, int end) {
    boolean letters = end - start == 3;
    for (int i = start; i < end && letters; i++) {
      int lower = bytes[i] | 0x20;
      letters = bytes[i] > 0 && lower >= 'a' && lower <= 'z';
    }
    return letters;
  }

  private static boolean isOneOf(byte[][] words, byte[] bytes, int start, int end) {
    for (byte[] word : words) {
      if (word.length == end - start && isWord(word, bytes, start)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a word in small letters stands in the bytes, in letters of any case. */
  private static boolean isWord(byte[] word, byte[] bytes, int start) {
    for (int i = 0; i < word.length; i++) {
      byte b = bytes[start + i];
      if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != word[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[][] words(String... words) {
    return Arrays.stream(words)
        .map(word -> word.getBytes(StandardCharsets.US_ASCII))
        .toArray(byte[][]::new);
  }

  private static long utcSecond(long local, ZoneId zone) {
    if (zone.equals(ZoneOffset.UTC)) {
      return local;
    }
    return LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC).atZone(zone).toEpochSecond();
  }

  /** {@code Z}, {@code +hh:mm} or {@code +hhmm}; the smallest integer when it is none of them. */
  private static int offsetSeconds(byte[] bytes, int start, int end) {
    if (end - start == 1 && bytes[start] == 'Z') {
      return 0;
    }
    boolean colon = end - start == 6 && bytes[start + 3] == ':';
    boolean signed = bytes[start] == '+' || bytes[start] == '-';
    if (!signed || !(colon || end - start == 5)) {
      return Integer.MIN_VALUE;
    }
    int hours = pair(bytes, start + 1, end);
    int minutes = pair(bytes, colon ? start + 4 : start + 3, end);
    int seconds = hours * 3600 + minutes * 60;
    if (hours < 0 || minutes < 0 || minutes > 59 || seconds > MAX_OFFSET_SECONDS) {
      return Integer.MIN_VALUE;
    }
    return bytes[start] == '-' ? -seconds : seconds;
  }

  private static long day(byte[] bytes, int start) {
    int century = pair(bytes, start, start + 2);
    int yearOfCentury = pair(bytes, start + 2, start + 4);
    int month = pair(bytes, start + 5, start + 7);
    int dayOfMonth = pair(bytes, start + 8, start + 10);
    boolean formed =
        century >= 0 && yearOfCentury >= 0 && bytes[start + 4] == '-' && bytes[start + 7] == '-';
    int year = century * 100 + yearOfCentury;
    if (!formed
        || month < 1
        || month > 12
        || dayOfMonth < 1
        || dayOfMonth > lengthOf(month, year)) {
      return BAD;
    }
    return epochDay(year, month, dayOfMonth);
  }

  /** As {@link java.time.LocalDate#toEpochDay}, without making a date; for years from 0 on. */
  private static long epochDay(int year, int month, int dayOfMonth) {
    // Years begin in March here, so that the leap day is the last one.
    int marchYear = month > 2 ? year : year - 1;
    int monthFromMarch = (month + 9) % 12;
    long beforeYear =
        365L * marchYear
            + Math.floorDiv(marchYear, 4)
            - Math.floorDiv(marchYear, 100)
            + Math.floorDiv(marchYear, 400);
    int dayOfYear = (153 * monthFromMarch + 2) / 5 + dayOfMonth - 1;
    return beforeYear + dayOfYear - DAYS_FROM_MARCH_0_TO_1970;
  }

  private static int lengthOf(int month, int year) {
    boolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return switch (month) {
      case 2 -> leap ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /** The number in two digits, or -1. */
  private static int pair(byte[] bytes, int start, int end) {
    boolean digits = start + 1 < end && isDigit(bytes[start]) && isDigit(bytes[start + 1]);
    return digits ? (bytes[start] - '0') * 10 + bytes[start + 1] - '0' : -1;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
