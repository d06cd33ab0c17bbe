package io.financeanalytics.local.sample;

import io.financeanalytics.local.sample.SampleSummary.Planted;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;

/**
 * Writes {@code marketing_spend.csv}: one row per day and running campaign. The budget of a day
 * follows the revenue that is expected of it; the number of rows does not depend on it.
 */
final class MarketingFile {
  static final String NAME = "marketing_spend.csv";

  /** The columns of the file, in the order of the data contract. */
  static final List<String> COLUMNS =
      List.of(
          "Date",
          "CampaignID",
          "CampaignName",
          "AdPlatform",
          "Impressions",
          "Clicks",
          "Spend",
          "CurrencyCode");

  /** Advertising money per order: about an eighth of what an order brings in. */
  private static final long BUDGET_CENTS_PER_ORDER = 1_050;

  /** How often each kind of odd row is planted. */
  private static final int ROUNDS = 2;

  private static final long MIN_BUDGET_CENTS_PER_DAY = 200;

  private final SampleSettings settings;
  private final Demand demand;
  private final Dice dice;

  MarketingFile(SampleSettings settings, Demand demand) {
    this.settings = settings;
    this.demand = demand;
    this.dice = new Dice(settings.seed(), Dice.Purpose.MARKETING);
  }

  /** Writes all days to the file and tells what was planted among them. */
  List<Planted> writeTo(CsvFile file) throws IOException {
    int programs = AdProgram.PLAN.size();
    Planter planter =
        new Planter(file, MarketingOddities.KINDS, ROUNDS, (long) demand.days() * programs);
    for (int d = 0; d < demand.days(); d++) {
      long budget =
          Math.max(
              MIN_BUDGET_CENTS_PER_DAY,
              demand.shareOn(d, settings.orders() * BUDGET_CENTS_PER_ORDER));
      for (int p = 0; p < programs; p++) {
        AdProgram program = AdProgram.PLAN.get(p);
        if (demand.day(d).isBefore(program.from())) {
          continue;
        }
        List<String> values = values(program, demand.day(d), budget);
        if (planter.isDue((long) d * programs + p)) {
          planter.plantNext(new RawRow(COLUMNS, values));
        } else {
          file.write(values);
        }
      }
    }
    AdProgram first = AdProgram.PLAN.get(0);
    planter.plant(
        MarketingOddities.CUT_OFF,
        new RawRow(COLUMNS, values(first, SampleSettings.LAST_DAY, MIN_BUDGET_CENTS_PER_DAY)));
    return planter.planted();
  }

  private List<String> values(AdProgram program, LocalDate day, long budgetCents) {
    long planned = Cents.share(budgetCents, program.budgetBasisPoints());
    long spend = planned * dice.between(70, 130) / 100;
    boolean isQuiet = dice.chance(0.01);
    long clicks = isQuiet ? 0 : spend * 100 / ((long) program.clickCents() * dice.between(80, 125));
    long seen = Math.max(clicks, spend / program.clickCents() + dice.below(3));
    long impressions =
        Math.max(1, seen) * 10_000 * dice.between(75, 135) / (100L * program.clickBasisPoints());
    return List.of(
        day.toString(),
        program.campaignIdOn(day),
        program.campaignNameOn(day),
        program.platform(),
        Long.toString(Math.max(impressions, clicks)),
        Long.toString(clicks),
        Cents.text(spend),
        program.currency().name());
  }
}
