package io.financeanalytics.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.Test;

/** The one jar that is deployed: all that the job needs, and nothing that the platform brings. */
public class GlueJarTest {

  private static final Path JAR =
      Path.of("..", "glue-entry", "target", "finance-analytics-glue.jar");

  @Test
  public void theJarHasTheJobTheTransformsAndTheDdl() throws IOException {
    assertThat(names())
        .contains(
            "io/financeanalytics/glue/GlueJob.class",
            "io/financeanalytics/costing/AsOfJoin.class",
            "io/financeanalytics/shaded/com/fasterxml/jackson/dataformat/xml/XmlMapper.class",
            "de/focus_shift/jollyday/core/HolidayManager.class",
            "holidays/Holidays_us.xml",
            "io/financeanalytics/shaded/software/amazon/awssdk/services/glue/GlueClient.class",
            "sql/ddl/create_dimensions.sql",
            "sql/ddl/create_facts.sql",
            "sql/ddl/create_run_log.sql");
  }

  @Test
  public void theJarHasNothingThatThePlatformBringsNorUnrelocatedLibraries() throws IOException {
    // No platform has Jollyday, and it finds its classes by their names in a properties file.
    assertThat(names().stream().filter(name -> name.endsWith(".class")))
        .allMatch(
            name -> name.startsWith("io/financeanalytics/") || name.startsWith("de/focus_shift/"),
            "is ours, relocated, or the library of holidays");
  }

  /** The library of holidays and its XML binding work as they are packed, with Spark's Jackson. */
  @Test
  public void theJarNamesHolidays() throws Exception {
    List<URL> urls = new ArrayList<>(List.of(JAR.toUri().toURL()));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (entry.matches(
          ".*/(spark|jackson-(core|databind|annotations)|slf4j|threeten|scala)[^/]*")) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    try (URLClassLoader job = new URLClassLoader(urls.toArray(URL[]::new), platform)) {
      Method between =
          job.loadClass("io.financeanalytics.calendar.Holidays")
              .getDeclaredMethod("between", String.class, LocalDate.class, LocalDate.class);
      between.setAccessible(true);
      LocalDate christmas = LocalDate.of(2024, 12, 25);
      assertThat(between.invoke(null, "US", christmas, christmas.plusDays(1)))
          .isEqualTo(Map.of(christmas, "Christmas"));
    }
  }

  /** A time of the build would make every build another release. */
  @Test
  public void theJarDoesNotKnowWhenItWasBuilt() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.stream().filter(entry -> isOurs(entry.getName())))
          .hasSizeGreaterThan(100)
          .allMatch(entry -> entry.getTimeLocal().equals(LocalDateTime.of(2026, 1, 1, 0, 0)));
    }
  }

  @Test
  public void theJarIsBelowTwentyMegabytes() throws IOException {
    assertThat(Files.size(JAR)).isLessThan(20L * 1024 * 1024);
  }

  /** Libraries keep the times that their own jars have. */
  private static boolean isOurs(String name) {
    return name.startsWith("sql/")
        || (name.startsWith("io/financeanalytics/")
            && !name.startsWith("io/financeanalytics/shaded/"));
  }

  private static List<String> names() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return jar.stream().map(entry -> entry.getName()).toList();
    }
  }
}
