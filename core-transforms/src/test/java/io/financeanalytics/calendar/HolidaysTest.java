package io.financeanalytics.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import org.junit.Test;

public class HolidaysTest {

  /** The width of DimDate.HolidayName in the DDL. */
  private static final int WIDTH = 512;

  /**
   * The federal holidays of 2023 as the United States Office of Personnel Management lists them.
   */
  @Test
  public void aHolidayThatIsKeptOnAnotherDayIsNamedOnBoth() {
    assertThat(names("US", "2023-01-01", "2023-12-31"))
        .containsEntry("2023-01-01", "New Year's Day")
        .containsEntry("2023-01-02", "New Year's Day (observed)")
        .containsEntry("2023-01-16", "Martin Luther King, Jr. Day")
        .containsEntry("2023-06-19", "Juneteenth")
        .containsEntry("2023-07-04", "Independence Day")
        .containsEntry("2023-11-10", "Veterans Day (observed)")
        .containsEntry("2023-11-11", "Veterans Day")
        .containsEntry("2023-11-23", "Thanksgiving Day")
        .containsEntry("2023-12-25", "Christmas")
        .doesNotContainKey("2023-11-24");
  }

  @Test
  public void aNewYearsDayMayBeKeptInTheYearBefore() {
    assertThat(names("US", "2021-12-27", "2022-01-03"))
        .containsOnly(
            Map.entry("2021-12-31", "New Year's Day (observed)"),
            Map.entry("2022-01-01", "New Year's Day"));
  }

  @Test
  public void movableFeastsMove() {
    assertThat(names("DE", "2024-03-25", "2024-05-31"))
        .containsOnly(
            Map.entry("2024-03-29", "Good Friday"),
            Map.entry("2024-04-01", "Easter Monday"),
            Map.entry("2024-05-01", "Labour day"),
            Map.entry("2024-05-09", "Ascension Day"),
            Map.entry("2024-05-20", "Whit Monday"));
  }

  @Test
  public void namesAreEnglishWhateverTheLocaleOfTheMachine() {
    Locale machine = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(names("DE", "2024-10-03", "2024-10-03"))
          .containsOnly(Map.entry("2024-10-03", "German Unity Day"));
    } finally {
      Locale.setDefault(machine);
    }
  }

  @Test
  public void everyCountryHasHolidaysWithNamesThatFit() {
    assertThat(Holidays.countries()).hasSizeGreaterThan(80).contains("US", "GB", "DE", "CA", "JP");
    for (String country : Holidays.countries()) {
      Map<LocalDate, String> names =
          Holidays.between(country, LocalDate.of(2000, 1, 1), LocalDate.of(2049, 12, 31));
      assertThat(names).as(country).hasSizeGreaterThan(50);
      assertThat(names.values())
          .as(country)
          .allSatisfy(
              name -> assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(3, WIDTH))
          .noneMatch(name -> name.contains("undefined"));
    }
  }

  @Test
  public void aCountryWithoutACalendarIsRefused() {
    assertThatThrownBy(
            () -> Holidays.between("XX", LocalDate.of(2024, 1, 1), LocalDate.of(2024, 1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("No holidays are known for the country XX, only for [AD, AE, ");
  }

  @Test
  public void withoutTheLibraryOfHolidaysItIsSaidWhichOneIsMissing() throws Exception {
    URL[] core = {Holidays.class.getProtectionDomain().getCodeSource().getLocation()};
    try (URLClassLoader alone = new URLClassLoader(core, ClassLoader.getPlatformClassLoader())) {
      Class<?> holidays = alone.loadClass(Holidays.class.getName());
      assertThatThrownBy(() -> holidays.getMethod("countries").invoke(null))
          .isInstanceOf(InvocationTargetException.class)
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("need the library de.focus-shift:jollyday-jackson");
    }
  }

  private static Map<String, String> names(String country, String first, String last) {
    Map<String, String> names = new java.util.TreeMap<>();
    Holidays.between(country, LocalDate.parse(first), LocalDate.parse(last))
        .forEach((day, name) -> names.put(day.toString(), name));
    return names;
  }
}
