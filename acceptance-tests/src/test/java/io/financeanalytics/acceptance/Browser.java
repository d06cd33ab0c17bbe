package io.financeanalytics.acceptance;

import static org.junit.Assume.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium. */
final class Browser implements AutoCloseable {

  private static final String INSTALL = "apt-get install -y chromium chromium-driver";

  private final ChromeDriver driver;
  private final Path profile;

  private Browser(ChromeDriver driver, Path profile) {
    this.driver = driver;
    this.profile = profile;
  }

  /**
   * Starts a browser. Without {@code --all} and outside of continuous integration the test is left
   * out instead, with one line that says so; with either, a missing browser is a failure.
   */
  static Browser start() throws IOException {
    boolean isWanted =
        Boolean.getBoolean("finance.all") || "true".equalsIgnoreCase(System.getenv("CI"));
    Path chromium = find("chromium");
    Path chromedriver = find("chromedriver");
    boolean isThere = chromium != null && chromedriver != null;
    if (!isWanted) {
      System.err.println(
          "LEFT OUT: the report is not opened in a browser; ./finance test --all does that"
              + (isThere ? "." : " and needs Chromium: " + INSTALL));
    }
    assumeTrue("only with --all or CI=true", isWanted);
    if (!isThere) {
      throw new AssertionError("The report is looked at in Chromium. Install it: " + INSTALL);
    }
    Path profile = Files.createTempDirectory("report-browser");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.setCapability("goog:loggingPrefs", logs);
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--user-data-dir=" + profile);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.toFile())
            .usingAnyFreePort()
            .build();
    return new Browser(new ChromeDriver(service, options), profile);
  }

  /** Opens a file at a width, in light or dark colours. */
  void open(Path file, int width, boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 700));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    driver.get(file.toUri().toString());
  }

  WebElement find(By by) {
    return driver.findElement(by);
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** Chooses an option of a select element, as a person does. */
  void choose(String id, String value) {
    driver.findElement(By.cssSelector("#" + id + " option[value='" + value + "']")).click();
  }

  /** Presses a key where the focus is. */
  void press(Keys key) {
    driver.switchTo().activeElement().sendKeys(key);
  }

  /** The value of an expression of JavaScript. */
  Object evaluate(String expression) {
    return driver.executeScript("return " + expression);
  }

  /** What the page reported to its console as a warning or an error. */
  List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
      if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
        complaints.add(entry.getMessage());
      }
    }
    return complaints;
  }

  /** The addresses that pages asked for since the last call, save the browser's own pages. */
  List<String> requests() throws IOException {
    List<String> requests = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      JsonNode message = new ObjectMapper().readTree(entry.getMessage()).get("message");
      boolean isOfBrowser = message.at("/params/documentURL").asText().startsWith("chrome:");
      if (message.get("method").asText().equals("Network.requestWillBeSent") && !isOfBrowser) {
        requests.add(message.at("/params/request/url").asText());
      }
    }
    return requests;
  }

  /** A picture of the whole page, or of its upper part. */
  void picture(Path file, int width, int mostHeight) throws IOException {
    long height =
        Math.min(
            mostHeight, ((Number) evaluate("document.documentElement.scrollHeight")).longValue());
    Map<String, Object> clip = Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1);
    Object data =
        driver
            .executeCdpCommand(
                "Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", clip))
            .get("data");
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, Base64.getDecoder().decode((String) data));
  }

  @Override
  public void close() {
    driver.quit();
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path left : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(left);
      }
    } catch (IOException e) {
      // The browser may still be writing; the folder is a temporary one.
      profile.toFile().deleteOnExit();
    }
  }

  private static Path find(String program) {
    return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }
}
