package io.financeanalytics.parquet;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A column of texts. One with few different texts refers to a dictionary of them. Least and
 * greatest text are not kept: nobody looks for an order line by a range of its identifier.
 */
final class TextColumn extends ColumnWriter {

  private static final int FIRST_CAPACITY = 1024;

  private final TextDictionary dictionary = new TextDictionary();
  private final Texts texts = new Texts();

  /** References to the dictionary while there is one. */
  private int[] ids = new int[FIRST_CAPACITY];

  private boolean inDictionary = true;
  private int size;

  TextColumn(int column, ColumnDescriptor descriptor) {
    super(column, descriptor);
  }

  @Override
  long bytes() {
    return inDictionary ? (long) size * Integer.BYTES + dictionary.bytes() : texts.bytes();
  }

  @Override
  void addValue(InternalRow row, int column) {
    UTF8String text = row.getUTF8String(column);
    if (inDictionary) {
      int id = dictionary.idOf(text, size);
      if (id >= 0) {
        ids = size == ids.length ? Arrays.copyOf(ids, size * 2) : ids;
        ids[size++] = id;
        return;
      }
      for (int i = 0; i < size; i++) {
        texts.addFrom(dictionary.texts(), ids[i]);
      }
      inDictionary = false;
    }
    texts.add(text);
    size++;
  }

  @Override
  void writeDictionary(PageWriter pages) throws IOException {
    if (isReferring()) {
      Texts entries = dictionary.texts();
      pages.dictionary(entries.plain(0, entries.size()), entries.size());
    }
  }

  @Override
  BytesInput values(int from, int to) throws IOException {
    return isReferring()
        ? PageWriter.references(ids, from, to, dictionary.texts().size())
        : texts.plain(from, to);
  }

  @Override
  Encoding encoding() {
    return isReferring() ? Encoding.RLE_DICTIONARY : Encoding.PLAIN;
  }

  /** A page without a least and a greatest text would be taken for one of nothing but nulls. */
  @Override
  void describe(int from, int to, Statistics<?> statistics) {
    if (from == to) {
      return;
    }
    Texts all = inDictionary ? dictionary.texts() : texts;
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

  private int index(int value) {
    return inDictionary ? ids[value] : value;
  }

  @Override
  void clear() {
    dictionary.clear();
    texts.clear();
    inDictionary = true;
    size = 0;
  }

  private boolean isReferring() {
    return inDictionary && size > 0;
  }
}
