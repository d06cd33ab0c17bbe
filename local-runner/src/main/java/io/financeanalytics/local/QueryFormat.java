package io.financeanalytics.local;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;

/** How the answer to a query is printed. */
enum QueryFormat {
  /** Columns that line up. */
  TABLE {
    @Override
    void title(List<String> lines, PrintWriter out) {
      lines.forEach(out::println);
    }

    @Override
    void print(Dataset<Row> answer, PrintWriter out) {
      List<Row> rows = answer.collectAsList();
      boolean[] right = new boolean[answer.columns().length];
      for (int i = 0; i < right.length; i++) {
        right[i] = answer.schema().fields()[i].dataType() instanceof NumericType;
      }
      TextTable table = new TextTable(Arrays.asList(answer.columns()), right);
      rows.forEach(row -> table.add(texts(row, "NULL")));
      table.lines().forEach(out::println);
      out.println("(" + rows.size() + (rows.size() == 1 ? " row)" : " rows)"));
    }
  },
  /** Comma-separated values with a header; null is empty. */
  CSV {
    @Override
    void print(Dataset<Row> answer, PrintWriter out) {
      CSVFormat format =
          CSVFormat.RFC4180.builder().setRecordSeparator("\n").setHeader(answer.columns()).get();
      try {
        CSVPrinter printer = new CSVPrinter(out, format);
        for (Iterator<Row> rows = answer.toLocalIterator(); rows.hasNext(); ) {
          printer.printRecord(texts(rows.next(), null));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  },
  /** One JSON object a line. */
  JSON {
    @Override
    void print(Dataset<Row> answer, PrintWriter out) {
      answer.toJSON().toLocalIterator().forEachRemaining(out::println);
    }
  };

  /** Prints what stands above an answer for people; nothing where a program reads. */
  void title(List<String> lines, PrintWriter out) {}

  abstract void print(Dataset<Row> answer, PrintWriter out);

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  private static List<String> texts(Row row, String nullText) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      Object value = row.get(i);
      texts.add(
          value == null
              ? nullText
              : value instanceof BigDecimal number ? number.toPlainString() : value.toString());
    }
    return texts;
  }
}
