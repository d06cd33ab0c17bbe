package io.financeanalytics.analytics.report;

import io.financeanalytics.analytics.PublishedContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * One page with the figures of the published star: it needs no network and no other file, and the
 * same warehouse always gives the same page.
 */
public final class FinanceReport {

  private FinanceReport() {}

  /**
   * {@return the page}
   *
   * @param content what is published
   */
  public static String html(PublishedContent content) {
    return ReportPage.of(ReportData.json(content));
  }

  /**
   * Writes the page into a file; who reads it meanwhile sees the page of before or the new one.
   *
   * @param content what is published
   * @param file the file; folders that are missing are created
   * @throws IOException when the disk does not take the page
   */
  public static void write(PublishedContent content, Path file) throws IOException {
    Path target = file.toAbsolutePath().normalize();
    Files.createDirectories(target.getParent());
    Path draft = Files.createTempFile(target.getParent(), ".report", ".html");
    try {
      Files.write(draft, html(content).getBytes(StandardCharsets.UTF_8));
      // A temporary file is for its owner only; a report is for whoever may read the folder.
      draft.toFile().setReadable(true, false);
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
