package io.financeanalytics.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.spark.sql.catalyst.InternalRow;

/** A column of texts. One with few different texts refers to a dictionary of them. */
final class TextColumn extends ColumnWriter {

  private final TextDictionary dictionary = new TextDictionary();
  private final Texts texts = new Texts();

  /** References to the dictionary; null when the row group has too many different texts. */
  private int[] ids;

  TextColumn(int column, ColumnDescriptor descriptor) {
    super(column, descriptor);
  }

  @Override
  long bytes() {
    return texts.bytes();
  }

  @Override
  void addValue(InternalRow row, int column) {
    texts.add(row.getUTF8String(column));
  }

  @Override
  void writeDictionary(PageWriter pages) throws IOException {
    ids = dictionary.idsOf(texts);
    if (ids != null) {
      Texts entries = dictionary.texts();
      pages.dictionary(entries.plain(0, entries.size()), entries.size());
    }
  }

  @Override
  BytesInput values(int from, int to) throws IOException {
    return ids == null
        ? texts.plain(from, to)
        : PageWriter.references(ids, from, to, dictionary.texts().size());
  }

  @Override
  Encoding encoding() {
    return ids == null ? Encoding.PLAIN : Encoding.RLE_DICTIONARY;
  }

  /** A page without a least and a greatest text would be taken for one of nothing but nulls. */
  @Override
  void describe(int from, int to, Statistics<?> statistics) {
    if (from == to) {
      return;
    }
    Texts all = ids == null ? texts : dictionary.texts();
    int least = index(from);
    int greatest = least;
    for (int i = from + 1; i < to; i++) {
      int index = index(i);
      if (index != least && index != greatest) {
        least = all.compare(index, least) < 0 ? index : least;
        greatest = all.compare(index, greatest) > 0 ? index : greatest;
      }
    }
    statistics.updateStats(all.binary(least));
    statistics.updateStats(all.binary(greatest));
  }

  @Override
  void clear() {
    texts.clear();
    ids = null;
  }

  private int index(int value) {
    return ids == null ? value : ids[value];
  }
}
