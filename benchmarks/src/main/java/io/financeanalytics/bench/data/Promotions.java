package io.financeanalytics.bench.data;

import io.trino.tpcds.Results;
import io.trino.tpcds.Session;
import io.trino.tpcds.Table;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** The promotions of TPC-DS as advertising spend: each spreads its cost over its days. */
final class Promotions {

  private static final int ID = 1;
  private static final int FIRST_DAY = 2;
  private static final int LAST_DAY = 3;
  private static final int COST = 5;
  private static final int NAME = 7;
  private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;
  private static final List<String> PLATFORMS = List.of("Google", "Facebook", "Amazon", "Mail");

  private Promotions() {}

  /** Writes the raw file {@code marketing_spend.csv}. */
  static void write(Session session, Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      out.append("Date,CampaignID,CampaignName,AdPlatform,Impressions,Clicks,Spend\n");
      int number = 0;
      for (List<List<String>> rows : Results.constructResults(Table.PROMOTION, session)) {
        List<String> promotion = rows.get(0);
        if (promotion.get(FIRST_DAY) != null
            && promotion.get(LAST_DAY) != null
            && promotion.get(COST) != null) {
          out.append(days(promotion, PLATFORMS.get(number++ % PLATFORMS.size())));
        }
      }
    }
  }

  private static StringBuilder days(List<String> promotion, String platform) {
    long first = Long.parseLong(promotion.get(FIRST_DAY));
    long last = Math.max(first, Long.parseLong(promotion.get(LAST_DAY)));
    long days = last - first + 1;
    long cost = Cents.parse(promotion.get(COST));
    String name = promotion.get(NAME) == null ? "" : promotion.get(NAME);
    StringBuilder text = new StringBuilder();
    for (long day = 0; day < days; day++) {
      long spend = cost * (day + 1) / days - cost * day / days;
      long clicks = Long.remainderUnsigned(Oddity.mixed(first + day), 50);
      text.append(LocalDate.ofEpochDay(first + day - JULIAN_DAY_OF_EPOCH)).append(',');
      text.append(promotion.get(ID)).append(',').append(name).append(',').append(platform);
      text.append(',').append(clicks * 40 + day).append(',').append(clicks).append(',');
      Cents.append(text, spend);
      text.append('\n');
    }
    return text;
  }
}
