package io.financeanalytics.costing;

import io.financeanalytics.TextIndex;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;

/** All parts of the right rows of an as-of join, and which of them have which keys. */
final class AsOfParts {

  /** What stands for no entry. */
  static final int NONE = -1;

  private static final int FIRST_KEYS = 64;

  private final TextIndex keys = new TextIndex();

  /** By the number of keys, the first entry that they have. */
  private int[] firstEntry = new int[FIRST_KEYS];

  /** By the number of an entry, the part, the number of the keys there, and the next entry. */
  private final AsOfPart[] partOf;

  private final int[] keyOf;
  private final int[] nextEntry;

  AsOfParts(List<AsOfPart> parts) {
    int all = parts.stream().mapToInt(AsOfPart::keyCount).reduce(0, Math::addExact);
    this.partOf = new AsOfPart[all];
    this.keyOf = new int[all];
    this.nextEntry = new int[all];
    int entry = 0;
    for (AsOfPart part : parts) {
      for (int key = 0; key < part.keyCount(); key++) {
        add(entry++, part, key);
      }
    }
  }

  private void add(int entry, AsOfPart part, int keyOfPart) {
    int known = keys.size();
    int key = keys.take(part.keysOf(keyOfPart));
    if (key == firstEntry.length) {
      firstEntry = Arrays.copyOf(firstEntry, 2 * key);
    }
    partOf[entry] = part;
    keyOf[entry] = keyOfPart;
    nextEntry[entry] = key == known ? NONE : firstEntry[key];
    firstEntry[key] = entry;
  }

  /** The first entry of keys; {@link #NONE} if no right row has them. */
  int entry(UTF8String keysOfRow) {
    int key = keys.find(keysOfRow);
    return key == TextIndex.NONE ? NONE : firstEntry[key];
  }

  /** Another entry of the same keys; {@link #NONE} after the last. */
  int next(int entry) {
    return nextEntry[entry];
  }

  AsOfPart part(int entry) {
    return partOf[entry];
  }

  /** The number that the keys of an entry have in its part. */
  int key(int entry) {
    return keyOf[entry];
  }
}
