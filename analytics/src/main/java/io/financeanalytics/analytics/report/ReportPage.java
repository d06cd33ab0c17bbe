package io.financeanalytics.analytics.report;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Puts style, scripts, chart library and figures into one page. */
final class ReportPage {

  private static final Pattern SLOT = Pattern.compile("\\{\\{(\\w+)}}");

  private static final List<String> SCRIPTS =
      List.of(
          "data.js", "measures.js", "format.js", "table.js", "charts.js", "sections.js", "main.js");

  private ReportPage() {}

  /** The page with figures. */
  static String of(String json) {
    StringBuilder page = new StringBuilder();
    Matcher slots = SLOT.matcher(Resource.text("page.html"));
    while (slots.find()) {
      slots.appendReplacement(page, Matcher.quoteReplacement(content(slots.group(1), json)));
    }
    slots.appendTail(page);
    return page.toString();
  }

  private static String content(String slot, String json) {
    return switch (slot) {
      case "style" -> Resource.text("report.css");
      case "notice" -> Resource.text("echarts/NOTICE").strip();
      case "charts" -> Resource.text("echarts/echarts.common.min.js");
      case "data" -> escaped(json);
      case "script" -> SCRIPTS.stream().map(Resource::text).collect(Collectors.joining("\n"));
      default -> throw new IllegalStateException("The page has an unknown slot " + slot);
    };
  }

  /**
   * JSON in which nothing can end the element that it stands in, whatever a product is called; JSON
   * has these characters inside of texts only.
   */
  private static String escaped(String json) {
    return json.replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }
}
