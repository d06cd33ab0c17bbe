package io.financeanalytics.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class PerformancePageTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path page() {
    return folder.getRoot().toPath().resolve("performance.md");
  }

  private void put(String name, String text) {
    new PerformancePage(page()).put(new Section(name, text, List.of()));
  }

  @Test
  public void onlyWhatIsBetweenTheMarkersOfASectionIsReplaced() throws IOException {
    Files.writeString(
        page(),
        "# Before\n<!-- results of star -->\nold\n<!-- end of star -->\nafter\n"
            + "<!-- results of asof -->\nkept\n<!-- end of asof -->\n");

    put("star", "new\n");

    assertThat(page())
        .hasContent(
            "# Before\n<!-- results of star -->\nnew\n<!-- end of star -->\nafter\n"
                + "<!-- results of asof -->\nkept\n<!-- end of asof -->\n");
  }

  @Test
  public void aSectionThatIsNotOnThePageIsAdded() {
    put("star", "first");
    put("asof", "second");
    put("star", "third");

    assertThat(page())
        .hasContent(
            "<!-- results of star -->\nthird\n<!-- end of star -->\n\n"
                + "<!-- results of asof -->\nsecond\n<!-- end of asof -->\n");
  }
}
