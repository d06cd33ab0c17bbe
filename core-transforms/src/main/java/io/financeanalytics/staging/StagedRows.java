package io.financeanalytics.staging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.financeanalytics.raw.RawFile;
import io.financeanalytics.raw.RawSource;
import io.financeanalytics.table.RawTable;
import java.time.ZoneId;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The rows of a raw source, typed, each with where it stands and what is wrong with it.
 *
 * <p>Every record of every file becomes exactly one row of {@link RawTable#stagedSchema()}. A row
 * is valid when {@link RawTable#REASON} is null; a row that is not has nulls where its values could
 * not be read. Files are read in splits, each with its own header; the columns that a query does
 * not use are not made.
 */
public final class StagedRows {

  private static final ObjectMapper JSON = new ObjectMapper();

  private StagedRows() {}

  /**
   * {@return the staged rows of {@code source}; no row when it has no files}
   *
   * @param spark the session that will read; its time zone does not matter
   * @param source the source, its files found
   * @param settings how raw values are understood
   */
  public static Dataset<Row> of(SparkSession spark, RawSource source, StagingSettings settings) {
    return spark
        .read()
        .format(CsvProvider.class.getName())
        .option(CsvProvider.SPECIFICATION, new Specification(source, settings).toJson())
        .load();
  }

  /** What the tasks must know, carried as one option of the reader. */
  record Specification(
      String table,
      List<RawFile> files,
      String zone,
      String currency,
      boolean lineBreaksInQuotes,
      boolean pricesIncludeTax) {

    Specification(RawSource source, StagingSettings settings) {
      this(
          source.table().name(),
          source.files(),
          settings.businessZone().getId(),
          settings.reportingCurrency(),
          settings.lineBreaksInQuotes(),
          settings.pricesIncludeTax());
    }

    RawTable rawTable() {
      return RawTable.named(table);
    }

    StagingSettings settings() {
      return new StagingSettings(ZoneId.of(zone), currency, lineBreaksInQuotes, pricesIncludeTax);
    }

    static Specification fromJson(String json) {
      try {
        return JSON.readValue(json, Specification.class);
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException("Not a specification of raw files: " + json, e);
      }
    }

    private String toJson() {
      try {
        return JSON.writeValueAsString(this);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("The specification of raw files cannot be written", e);
      }
    }
  }
}
