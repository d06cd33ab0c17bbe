package io.financeanalytics.staging;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

public class FieldParserTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final int PRECISION = 18;

  @Test
  public void plainDecimalsInAsciiDigitsAreNumbers() {
    assertThat(decimal("-12.50", 2)).isEqualByComparingTo("-12.50");
    assertThat(decimal("+8.", 2)).isEqualByComparingTo("8");
    assertThat(decimal(".5", 2)).isEqualByComparingTo("0.5");
    assertThat(decimal("-.5", 4)).isEqualByComparingTo("-0.5");
    assertThat(decimal("7", 4)).isEqualByComparingTo("7");
    assertThat(decimal("-0", 2)).isEqualByComparingTo("0");
    assertThat(decimal("0000000000000000000000000000012.5", 2)).isEqualByComparingTo("12.5");
  }

  @Test
  public void whatIsNoPlainDecimalIsBad() {
    for (String text :
        List.of(
            "1,234.50",
            "12e3",
            "12E3",
            ".",
            "-",
            "+",
            "-.",
            "+.",
            "--1",
            "+-1",
            "1-",
            "1.2.3",
            "$5",
            "5 USD",
            "1 000",
            "0x10",
            "NaN",
            "Infinity",
            "null",
            "1_000",
            "12.5.",
            "..5")) {
      assertThat(decimal(text, 2)).as(text).isNull();
    }
  }

  @Test
  public void digitsThatAreNotAsciiAreBad() {
    for (String text : List.of("\u0661\u0662", "\uff11\uff12", "1\u0662", "\u22125", "5\u00a0")) {
      assertThat(decimal(text, 2)).as(text).isNull();
      assertThat(integer(text)).as(text).isNull();
    }
  }

  @Test
  public void extraFractionDigitsRoundHalfUpAwayFromZero() {
    assertThat(decimal("1.005", 2)).isEqualByComparingTo("1.01");
    assertThat(decimal("-1.005", 2)).isEqualByComparingTo("-1.01");
    assertThat(decimal("1.00499999999999999999999999", 2)).isEqualByComparingTo("1.00");
    assertThat(decimal("-1.0049", 2)).isEqualByComparingTo("-1.00");
    assertThat(decimal("0.00005", 4)).isEqualByComparingTo("0.0001");
    assertThat(decimal("-0.00005", 4)).isEqualByComparingTo("-0.0001");
    assertThat(decimal("9.9999999", 2)).isEqualByComparingTo("10");
  }

  @Test
  public void whatDoesNotFitDecimal18And4IsBad() {
    assertThat(decimal("99999999999999.9999", 4)).isEqualByComparingTo("99999999999999.9999");
    assertThat(decimal("-99999999999999.9999", 4)).isEqualByComparingTo("-99999999999999.9999");
    assertThat(decimal("99999999999999.99994", 4)).isEqualByComparingTo("99999999999999.9999");
    assertThat(decimal("99999999999999.99995", 4)).isNull();
    assertThat(decimal("100000000000000", 4)).isNull();
    assertThat(decimal("-100000000000000", 4)).isNull();
    assertThat(decimal("123456789012345678901234567890", 4)).isNull();
  }

  @Test
  public void whatDoesNotFitDecimal18And2IsBad() {
    assertThat(decimal("9999999999999999.99", 2)).isEqualByComparingTo("9999999999999999.99");
    assertThat(decimal("9999999999999999.994", 2)).isEqualByComparingTo("9999999999999999.99");
    assertThat(decimal("9999999999999999.995", 2)).isNull();
    assertThat(decimal("-9999999999999999.995", 2)).isNull();
    assertThat(decimal("10000000000000000", 2)).isNull();
    assertThat(decimal("123456789012345678901234567890", 2)).isNull();
    assertThat(decimal("0.123456789012345678901234567890", 2)).isEqualByComparingTo("0.12");
  }

  @Test
  public void decimalsAgreeWithBigDecimalOnRandomText() {
    Random random = new Random(20240229);
    int good = 0;
    for (int i = 0; i < 100_000; i++) {
      String text = randomNumber(random);
      int scale = random.nextBoolean() ? 2 : 4;
      BigDecimal expected = reference(text, scale);
      good += expected == null ? 0 : 1;
      assertThat(decimal(text, scale)).as("%s as decimal(18,%d)", text, scale).isEqualTo(expected);
    }
    assertThat(good).isBetween(20_000, 80_000);
  }

  @Test
  public void wholeNumbersAreIntegers() {
    assertThat(integer("0")).isZero();
    assertThat(integer("+12")).isEqualTo(12);
    assertThat(integer("-12")).isEqualTo(-12);
    assertThat(integer("007")).isEqualTo(7);
    assertThat(integer("12.00")).isEqualTo(12);
    assertThat(integer("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThat(integer("-9223372036854775807")).isEqualTo(-Long.MAX_VALUE);
  }

  @Test
  public void whatIsNotAWholeNumberIsBad() {
    for (String text :
        List.of(
            "1.5",
            "1.01",
            "12e3",
            "1,000",
            "-",
            "+",
            ".",
            "",
            "abc",
            "1 0",
            "9223372036854775808",
            "99999999999999999999",
            "1.0.0")) {
      if (!text.isEmpty()) {
        assertThat(integer(text)).as(text).isNull();
      }
    }
  }

  @Test
  public void datesAreDaysOfTheCalendar() {
    assertThat(date("1970-01-01")).isEqualTo(LocalDate.of(1970, 1, 1));
    assertThat(date("2024-02-29")).isEqualTo(LocalDate.of(2024, 2, 29));
    assertThat(date("2000-02-29")).isEqualTo(LocalDate.of(2000, 2, 29));
    assertThat(date("1899-12-31")).isEqualTo(LocalDate.of(1899, 12, 31));
    assertThat(date("0202-05-01")).isEqualTo(LocalDate.of(202, 5, 1));
  }

  @Test
  public void whatIsNoDayOfTheCalendarIsABadDate() {
    for (String text :
        List.of(
            "2023-02-29",
            "1900-02-29",
            "2024-02-30",
            "2024-04-31",
            "2024-13-01",
            "2024-00-10",
            "2024-01-00",
            "2024-01-32",
            "20245-05-01",
            "2024-5-1",
            "24-05-01",
            "2024/05/01",
            "20240501",
            "01.05.2024",
            "2024-05-01T00:00",
            "2024-05-01Z",
            "2024-05-0x")) {
      assertThat(date(text)).as(text).isNull();
    }
  }

  @Test
  public void everyFormOfATimestampIsRead() {
    assertThat(timestamp("2024-05-01", ZoneOffset.UTC)).isEqualTo("2024-05-01T00:00:00Z");
    assertThat(timestamp("2024-05-01T10:20", ZoneOffset.UTC)).isEqualTo("2024-05-01T10:20:00Z");
    assertThat(timestamp("2024-05-01 10:20", ZoneOffset.UTC)).isEqualTo("2024-05-01T10:20:00Z");
    assertThat(timestamp("2024-05-01T10:20:30", ZoneOffset.UTC)).isEqualTo("2024-05-01T10:20:30Z");
    assertThat(timestamp("2024-05-01 10:20:30.5", ZoneOffset.UTC))
        .isEqualTo("2024-05-01T10:20:30.500Z");
    assertThat(timestamp("2024-05-01T10:20:30.123456", ZoneOffset.UTC))
        .isEqualTo("2024-05-01T10:20:30.123456Z");
    assertThat(timestamp("2024-05-01T10:20:30.123456789", ZoneOffset.UTC))
        .isEqualTo("2024-05-01T10:20:30.123456Z");
  }

  @Test
  public void anOffsetCountsWithOrWithoutASpaceBeforeIt() {
    for (String offset : List.of("Z", " Z")) {
      assertThat(timestamp("2024-05-01T10:20" + offset, BERLIN)).isEqualTo("2024-05-01T10:20:00Z");
      assertThat(timestamp("2024-05-01 10:20:30.5" + offset, BERLIN))
          .isEqualTo("2024-05-01T10:20:30.500Z");
      assertThat(timestamp("2024-05-01" + offset, BERLIN)).isEqualTo("2024-05-01T00:00:00Z");
    }
    for (String offset : List.of("+05:30", " +05:30", "+0530", " +0530")) {
      assertThat(timestamp("2024-05-01T10:20" + offset, BERLIN)).isEqualTo("2024-05-01T04:50:00Z");
      assertThat(timestamp("2024-05-01 10:20:30" + offset, BERLIN))
          .isEqualTo("2024-05-01T04:50:30Z");
      assertThat(timestamp("2024-05-01" + offset, BERLIN)).isEqualTo("2024-04-30T18:30:00Z");
    }
    for (String offset : List.of("-08:00", " -08:00", "-0800", " -0800")) {
      assertThat(timestamp("2024-05-01T20:20" + offset, BERLIN)).isEqualTo("2024-05-02T04:20:00Z");
    }
    assertThat(timestamp("2024-05-01T10:20-00:00", BERLIN)).isEqualTo("2024-05-01T10:20:00Z");
  }

  @Test
  public void withoutAnOffsetATimestampIsInTheBusinessZone() {
    assertThat(timestamp("2024-01-15 10:20", BERLIN)).isEqualTo("2024-01-15T09:20:00Z");
    assertThat(timestamp("2024-07-15 10:20", BERLIN)).isEqualTo("2024-07-15T08:20:00Z");
    assertThat(timestamp("2024-07-15", NEW_YORK)).isEqualTo("2024-07-15T04:00:00Z");
  }

  @Test
  public void aTimeInAGapMovesForwardAsJavaTimeDoes() {
    assertThat(timestamp("2024-03-31T02:30", BERLIN)).isEqualTo("2024-03-31T01:30:00Z");
    assertThat(timestamp("2024-03-31T02:30:15.25", BERLIN)).isEqualTo("2024-03-31T01:30:15.250Z");
    assertThat(timestamp("2024-03-10T02:30", NEW_YORK)).isEqualTo("2024-03-10T07:30:00Z");
  }

  @Test
  public void aTimeInAnOverlapIsTheEarlierOneAsInJavaTime() {
    assertThat(timestamp("2024-10-27T02:30", BERLIN)).isEqualTo("2024-10-27T00:30:00Z");
    assertThat(timestamp("2024-11-03T01:30", NEW_YORK)).isEqualTo("2024-11-03T05:30:00Z");
    assertThat(timestamp("2024-10-27T02:30+01:00", BERLIN)).isEqualTo("2024-10-27T01:30:00Z");
  }

  @Test
  public void whatIsNoTimestampOfTheContractIsBad() {
    for (String text :
        List.of(
            "2024-02-30T10:00",
            "2023-02-29",
            "2024-13-01",
            "20245-05-01",
            "2024-5-1",
            "2024-05-01T24:00",
            "2024-05-01T23:60",
            "2024-05-01T23:59:60",
            "2024-05-01T10",
            "2024-05-01T1:00",
            "2024-05-01T",
            "2024-05-01T10:00:",
            "2024-05-01T10:00:0",
            "2024-05-01T10:00:00.",
            "2024-05-01T10:00.5",
            "2024-05-01t10:00",
            "2024-05-01T10:00z",
            "2024-05-01T10:00+2",
            "2024-05-01T10:00+02",
            "2024-05-01T10:00+19:00",
            "2024-05-01T10:00+18:01",
            "2024-05-01T10:00+02:60",
            "2024-05-01T10:00+2:00",
            "2024-05-01T10:00 CET",
            "2024-05-01T10:00ZZ",
            "2024-05-01T10:00Z Z",
            "2024-05-01T10:00+02:00Z",
            "2024-05-01T-1:00",
            "05/01/2024",
            "1714557600",
            "2024-05-01X10:00",
            "2024-05-01T10:00:00,5",
            "2024-05-01T10:00:00.5x",
            "2024-05-01x",
            "yesterday",
            "2024-05")) {
      assertThat(timestamp(text, BERLIN)).as(text).isNull();
    }
  }

  @Test
  public void timestampsAgreeWithJavaTimeOnRandomText() {
    Random random = new Random(5);
    int good = 0;
    for (int i = 0; i < 100_000; i++) {
      String text = randomTimestamp(random);
      ZoneId zone = List.of(ZoneOffset.UTC, BERLIN, NEW_YORK).get(random.nextInt(3));
      Instant expected = reference(text, zone);
      good += expected == null ? 0 : 1;
      assertThat(timestamp(text, zone)).as("%s in %s", text, zone).isEqualTo(expected);
    }
    assertThat(good).isBetween(20_000, 80_000);
  }

  @Test
  public void theBusinessDayOfAMomentIsItsDayInTheZoneAsInJavaTime() {
    Random random = new Random(6);
    for (int i = 0; i < 20_000; i++) {
      long micros = (long) (random.nextDouble() * 4_200_000_000_000_000L) - 100_000_000_000_000L;
      Instant moment = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
      for (ZoneId zone : List.of(ZoneOffset.UTC, BERLIN, NEW_YORK)) {
        assertThat(LocalDate.ofEpochDay(FieldParser.dayIn(micros, zone)))
            .as("%s in %s", moment, zone)
            .isEqualTo(moment.atZone(zone).toLocalDate());
      }
    }
  }

  @Test
  public void theLastMicrosecondOfADayBelongsToIt() {
    long lastOf1969 = -1;
    assertThat(FieldParser.dayIn(lastOf1969, ZoneOffset.UTC)).isEqualTo(-1);
    assertThat(FieldParser.dayIn(0, ZoneOffset.UTC)).isZero();
  }

  @Test
  public void booleansAreReadInAnyCase() {
    for (String yes :
        List.of("true", "TRUE", "True", "t", "T", "1", "y", "Y", "yes", "YES", "yEs")) {
      assertThat(bool(yes)).as(yes).isEqualTo(1);
    }
    for (String no : List.of("false", "FALSE", "f", "F", "0", "n", "N", "no", "NO", "nO")) {
      assertThat(bool(no)).as(no).isZero();
    }
    for (String bad :
        List.of("2", "ja", "yess", "truetrue", "falsey", "00", "01", "on", "tru", "-1", "\u0131")) {
      assertThat(bool(bad)).as(bad).isEqualTo(FieldParser.BAD);
    }
  }

  @Test
  public void aCurrencyIsThreeAsciiLetters() {
    for (String code : List.of("EUR", "usd", "gBp", "AZZ", "aaz")) {
      assertThat(isCurrency(code)).as(code).isTrue();
    }
    for (String code :
        List.of("EU", "EURO", "E R", "E1R", "\u20ac", "\u00e9a", "U$D", "US-", "[[[", "@@@")) {
      assertThat(isCurrency(code)).as(code).isFalse();
    }
  }

  /** The value stands between other bytes, so that a parser that leaves its bounds is found out. */
  private static byte[] between(String text) {
    return ("9" + text + "9").getBytes(StandardCharsets.UTF_8);
  }

  private static BigDecimal decimal(String text, int scale) {
    byte[] bytes = between(text);
    long units = FieldParser.decimal(bytes, 1, bytes.length - 1, PRECISION, scale);
    return units == FieldParser.BAD ? null : BigDecimal.valueOf(units, scale);
  }

  private static Long integer(String text) {
    byte[] bytes = between(text);
    long value = FieldParser.integer(bytes, 1, bytes.length - 1);
    return value == FieldParser.BAD ? null : Long.valueOf(value);
  }

  private static LocalDate date(String text) {
    byte[] bytes = between(text);
    long day = FieldParser.date(bytes, 1, bytes.length - 1);
    return day == FieldParser.BAD ? null : LocalDate.ofEpochDay(day);
  }

  private static Instant timestamp(String text, ZoneId zone) {
    byte[] bytes = between(text);
    long micros = FieldParser.timestamp(bytes, 1, bytes.length - 1, zone);
    return micros == FieldParser.BAD ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static long bool(String text) {
    byte[] bytes = between(text);
    return FieldParser.bool(bytes, 1, bytes.length - 1);
  }

  private static boolean isCurrency(String text) {
    byte[] bytes = between(text);
    return FieldParser.isCurrency(bytes, 1, bytes.length - 1);
  }

  private static BigDecimal reference(String text, int scale) {
    if (!text.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)")) {
      return null;
    }
    BigDecimal value = new BigDecimal(text).setScale(scale, RoundingMode.HALF_UP);
    boolean fits = value.unscaledValue().abs().compareTo(BigInteger.TEN.pow(PRECISION)) < 0;
    return fits ? value : null;
  }

  private static String randomNumber(Random random) {
    StringBuilder text = new StringBuilder(List.of("", "", "-", "+").get(random.nextInt(4)));
    char only = "059".charAt(random.nextInt(3));
    boolean oneDigit = random.nextInt(4) == 0;
    int whole = random.nextInt(20);
    int fraction = random.nextInt(3) == 0 ? -1 : random.nextInt(8);
    for (int i = 0; i < whole; i++) {
      text.append(oneDigit ? only : (char) ('0' + random.nextInt(10)));
    }
    if (fraction >= 0) {
      text.append('.');
    }
    for (int i = 0; i < fraction; i++) {
      text.append(oneDigit ? only : (char) ('0' + random.nextInt(10)));
    }
    if (text.isEmpty() || random.nextInt(5) == 0) {
      text.insert(random.nextInt(text.length() + 1), ",.-+e 5".charAt(random.nextInt(7)));
    }
    return text.toString();
  }

  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)(?:[T ](\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?))?"
              + " ?(Z|[+-]\\d\\d:?\\d\\d)?");

  private static Instant reference(String text, ZoneId zone) {
    Matcher matcher = TIMESTAMP.matcher(text);
    if (!matcher.matches() || text.endsWith(" ")) {
      return null;
    }
    try {
      LocalTime time =
          matcher.group(2) == null
              ? LocalTime.MIDNIGHT
              : LocalTime.parse(matcher.group(2).replaceFirst("(\\.\\d{9})\\d+", "$1"));
      LocalDateTime local =
          LocalDate.parse(matcher.group(1)).atTime(time).truncatedTo(ChronoUnit.MICROS);
      return matcher.group(3) == null
          ? local.atZone(zone).toInstant()
          : local.toInstant(ZoneOffset.of(matcher.group(3)));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static String randomTimestamp(Random random) {
    StringBuilder text = new StringBuilder();
    text.append(String.format("%04d", 1850 + random.nextInt(300)));
    text.append(String.format("-%02d", 1 + random.nextInt(12) + (random.nextInt(40) == 0 ? 1 : 0)));
    text.append(String.format("-%02d", 1 + random.nextInt(29) + (random.nextInt(5) == 0 ? 3 : 0)));
    if (random.nextInt(4) > 0) {
      text.append(random.nextBoolean() ? 'T' : ' ');
      text.append(String.format("%02d:%02d", random.nextInt(24), random.nextInt(60)));
      if (random.nextBoolean()) {
        text.append(String.format(":%02d", random.nextInt(60)));
        if (random.nextBoolean()) {
          text.append('.');
          for (int i = random.nextInt(9); i > 0; i--) {
            text.append(random.nextInt(10));
          }
        }
      }
    }
    if (random.nextBoolean()) {
      text.append(random.nextBoolean() ? " " : "");
      text.append(
          switch (random.nextInt(4)) {
            case 0 -> "Z";
            case 1 -> String.format("%+03d:%02d", random.nextInt(41) - 20, random.nextInt(60));
            case 2 -> String.format("%+03d%02d", random.nextInt(29) - 14, random.nextInt(60));
            default -> String.format("%+03d:00", random.nextInt(29) - 14);
          });
    }
    if (random.nextInt(4) == 0) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, "0:-+TZ. 9x".charAt(random.nextInt(9)));
        default -> text.setCharAt(at, "0:-+TZ. 9x".charAt(random.nextInt(9)));
      }
    }
    return text.isEmpty() ? "x" : text.toString().trim().replaceAll(" +", " ");
  }
}
