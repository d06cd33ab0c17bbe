package io.financeanalytics.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeanalytics.SparkTest;
import io.financeanalytics.parquet.ParquetFiles.ParquetFile;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ParquetFilesTest extends SparkTest {

  private static final long serialVersionUID = 1L;

  private static final String ALL_TYPES =
      "I INT, D DATE, L BIGINT, T TIMESTAMP, M DECIMAL(18,2), Q DECIMAL(18,4), B BOOLEAN, S STRING";
  private static final int MANY = 70_000;

  @Rule public final transient TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void sparkReadsWhatWasWrittenWithBothOfItsReaders() throws IOException {
    List<IntFunction<Row>> kinds =
        List.of(
            kind(1, 3, 0.0), // few values, all present
            kind(2, 3, 0.3), // few values, some null
            kind(3, Integer.MAX_VALUE, 0.0), // too many values for a dictionary
            kind(4, Integer.MAX_VALUE, 0.3),
            kind(5, 40_000, 0.01), // a dictionary is begun and given up late
            kind(6, 1, 0.0), // one value
            kind(7, 1, 1.0)); // nothing but nulls
    for (int kind = 0; kind < kinds.size(); kind++) {
      for (int size : new int[] {1, 8, 9, MANY}) {
        IntFunction<Row> row = kinds.get(kind);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < size; i++) {
          rows.add(row.apply(i));
        }
        String path = write(rows(ALL_TYPES, rows.toArray(new Row[0])).coalesce(1));
        for (boolean vectorized : new boolean[] {true, false}) {
          assertThat(read(path, vectorized))
              .as("kind %d, %d rows, vectorized %s", kind, size, vectorized)
              .isEqualTo(rows);
        }
      }
    }
  }

  @Test
  public void extremeValuesSurvive() throws IOException {
    BigDecimal most = new BigDecimal("9999999999999999.99");
    Row greatest =
        row(
            Integer.MAX_VALUE,
            Date.valueOf("2099-12-31"),
            Long.MAX_VALUE,
            Timestamp.valueOf("2099-12-31 23:59:59.999999"),
            most,
            new BigDecimal("99999999999999.9999"),
            true,
            "\u00e4\u20ac\ud83d\ude00");
    Row least =
        row(
            Integer.MIN_VALUE,
            Date.valueOf("1900-01-01"),
            Long.MIN_VALUE,
            Timestamp.valueOf("1990-01-01 00:00:00"),
            most.negate(),
            new BigDecimal("-99999999999999.9999"),
            false,
            "");

    assertThat(read(write(rows(ALL_TYPES, greatest, least).coalesce(1)), true))
        .containsExactly(greatest, least);
  }

  @Test
  public void rangesOfNumbersAreKeptForReadersThatSkip() throws IOException {
    Row[] rows = new Row[50_000];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(i, BigDecimal.valueOf(i, 2));
    }
    String path = write(rows("I INT, M DECIMAL(18,2)", rows).coalesce(1));

    ParquetMetadata footer = footer(path);
    BlockMetaData block = footer.getBlocks().get(0);
    assertThat(block.getRowCount()).isEqualTo(rows.length);
    assertThat((Object) block.getColumns().get(0).getStatistics().genericGetMin()).isEqualTo(0);
    assertThat((Object) block.getColumns().get(0).getStatistics().genericGetMax())
        .isEqualTo(49_999);
    assertThat((Object) block.getColumns().get(1).getStatistics().genericGetMax())
        .isEqualTo(49_999L);
    assertThat(spark().read().parquet(path).where("I = 30123").count()).isEqualTo(1);
  }

  /** Readers leave out pages and row groups by what is written of them. */
  @Test
  public void aReaderThatFiltersFindsEveryRow() throws IOException {
    Row[] rows = new Row[MANY];
    Arrays.setAll(
        rows, i -> row("id " + i, "channel " + i % 3, i % 5 == 0 ? null : i / 40_000, i % 2 == 0));
    String path = write(rows("ID STRING, S STRING, N INT, B BOOLEAN", rows).coalesce(1));
    Dataset<Row> table = spark().read().parquet(path);

    assertThat(table.where("ID IS NOT NULL AND S IS NOT NULL").count()).isEqualTo(MANY);
    assertThat(table.where("S = 'channel 2'").count()).isEqualTo(MANY / 3);
    assertThat(table.where("ID = 'id 4711'").count()).isEqualTo(1);
    assertThat(table.where("N IS NULL").count()).isEqualTo(MANY / 5);
    assertThat(table.where("N = 1").count()).isEqualTo(24_000);
    assertThat(table.where("B").count()).isEqualTo(MANY / 2);
  }

  @Test
  public void fewTextsAreWrittenOnceAndReferredTo() throws IOException {
    Row[] rows = new Row[MANY];
    Arrays.setAll(rows, i -> row("channel " + i % 3));

    BlockMetaData block = footer(write(rows("S STRING", rows).coalesce(1))).getBlocks().get(0);

    assertThat(block.getColumns().get(0).hasDictionaryPage()).isTrue();
    assertThat(block.getColumns().get(0).getTotalUncompressedSize()).isLessThan(MANY);
  }

  @Test
  public void largeRowsBecomeSeveralRowGroups() throws IOException {
    String text = "x".repeat(60_000);
    Dataset<Row> rows =
        spark().range(0, 5000, 1, 1).selectExpr("concat(id, '" + text + "') AS S", "id AS L");

    String path = write(rows);

    assertThat(footer(path).getBlocks().size()).isGreaterThan(1);
    assertThat(spark().read().parquet(path).selectExpr("SUM(LENGTH(S))", "SUM(L)").first())
        .isEqualTo(row(5000L * 60_000 + 10 + 90 * 2 + 900 * 3 + 4000 * 4, 4999L * 5000 / 2));
  }

  @Test
  public void wideDecimalsSurvive() throws IOException {
    BigDecimal most = new BigDecimal("9999999999999999999999999999999999.9999");
    List<Row> rows =
        List.of(
            row(most),
            row(most.negate()),
            row(new BigDecimal("0.0000")),
            row(new BigDecimal("-0.0001")),
            row((Object) null),
            row(new BigDecimal("127.0000")));
    String path = write(rows("V DECIMAL(38,4)", rows.toArray(new Row[0])).coalesce(1));

    assertThat(read(path, true)).isEqualTo(rows);
    assertThat(read(path, false)).isEqualTo(rows);
    assertThat(spark().read().parquet(path).where("V < -1").count()).isEqualTo(1);
    assertThat(spark().read().parquet(path).where("V > 100").count()).isEqualTo(2);
  }

  @Test
  public void aTypeWithoutAWriterIsRefusedBeforeAnythingIsWritten() {
    for (String type : List.of("ARRAY<INT>", "DOUBLE", "DECIMAL(9,2)")) {
      assertThatThrownBy(() -> write(rows("S STRING, X " + type)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("There is no writer for column X of type ");
    }
  }

  @Test
  public void theAnswerNamesEveryFileWithItsRows() throws IOException {
    org.apache.hadoop.fs.Path table = new org.apache.hadoop.fs.Path(newPath());
    Dataset<Row> rows = spark().range(0, 1000, 1, 4).toDF("L").where("L < 10 OR L >= 500");

    List<ParquetFile> files = new ParquetFiles(spark()).of(rows, table).collect();

    assertThat(files).extracting(ParquetFile::rows).containsExactly(10L, 250L, 250L);
    for (ParquetFile file : files) {
      File written = new File(new File(table.toString()), file.name());
      assertThat(written).hasSize(file.bytes());
      assertThat(written.lastModified()).isEqualTo(file.modified());
    }
  }

  @Test
  public void aTaskThatIsRunAgainReplacesWhatItLeft() throws IOException {
    org.apache.hadoop.fs.Path table = new org.apache.hadoop.fs.Path(newPath());
    new ParquetFiles(spark()).of(rows("S STRING", row("first")), table).collect();
    new ParquetFiles(spark()).of(rows("S STRING", row("second")), table).collect();

    assertThat(texts(spark().read().parquet(table.toString()))).containsExactly("[second]");
  }

  @Test
  public void noRowsAreAFileWithoutRows() throws IOException {
    String path = write(rows(ALL_TYPES));

    assertThat(spark().read().parquet(path).count()).isZero();
    assertThat(spark().read().parquet(path).schema().toDDL())
        .isEqualTo(rows(ALL_TYPES).schema().toDDL());
  }

  /** Rows of random values, of which {@code distinct} differ in each column. */
  private static IntFunction<Row> kind(long seed, int distinct, double nulls) {
    Random random = new Random(seed);
    return i -> {
      Object[] values = new Object[8];
      for (int column = 0; column < values.length; column++) {
        long value = distinct == Integer.MAX_VALUE ? random.nextInt() : random.nextInt(distinct);
        values[column] = random.nextDouble() < nulls ? null : value(column, value);
      }
      return RowFactory.create(values);
    };
  }

  private static Object value(int column, long value) {
    return switch (column) {
      case 0 -> (int) value;
      case 1 -> Date.valueOf(LocalDate.ofEpochDay(value % 40_000));
      case 2 -> value * 1_000_003;
      case 3 -> new Timestamp(1_700_000_000_000L + value);
      case 4 -> BigDecimal.valueOf(value, 2);
      case 5 -> BigDecimal.valueOf(value * 7, 4);
      case 6 -> value % 2 == 0;
      default -> "text " + value;
    };
  }

  private String write(Dataset<Row> rows) throws IOException {
    String path = newPath();
    new ParquetFiles(spark()).of(rows, new org.apache.hadoop.fs.Path(path)).collect();
    return path;
  }

  private String newPath() throws IOException {
    return folder.newFolder().toPath().resolve("table").toString();
  }

  private List<Row> read(String path, boolean vectorized) {
    spark().conf().set("spark.sql.parquet.enableVectorizedReader", vectorized);
    try {
      return spark().read().parquet(path).collectAsList();
    } finally {
      spark().conf().unset("spark.sql.parquet.enableVectorizedReader");
    }
  }

  private static ParquetMetadata footer(String folder) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      String file =
          files
              .map(Path::toString)
              .filter(name -> name.endsWith(".parquet"))
              .findAny()
              .orElseThrow();
      HadoopInputFile input =
          HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(file), new Configuration());
      try (ParquetFileReader reader = ParquetFileReader.open(input)) {
        return reader.getFooter();
      }
    }
  }
}
