package io.financeanalytics.bench;

import java.util.List;

/**
 * The result of one benchmark.
 *
 * @param name between the markers of the page
 * @param text Markdown
 * @param targets what the benchmark was to reach
 */
record Section(String name, String text, List<Target> targets) {}
