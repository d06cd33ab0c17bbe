package io.financeanalytics.costing;

import java.io.Serializable;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * The right rows of an as-of join in the memory of a process, for all of its tasks. It travels
 * empty, as a broadcast, and goes when that goes.
 */
final class AsOfMemory implements Serializable {

  private static final long serialVersionUID = 1L;

  private transient Slot[] slots;
  private transient AsOfParts all;

  /**
   * All parts. Tasks make them side by side, each part once: a task waits only for those that
   * others are making.
   *
   * @param count how many parts there are
   * @param first with which part to begin
   * @param maker makes a part
   */
  AsOfParts get(int count, int first, IntFunction<AsOfPart> maker) {
    Slot[] parts = slots(count);
    for (int i = 0; i < count; i++) {
      int next = (first + i) % count;
      parts[next].fill(() -> maker.apply(next));
    }
    return all();
  }

  private synchronized Slot[] slots(int count) {
    if (slots == null) {
      slots = new Slot[count];
      Arrays.setAll(slots, i -> new Slot());
    }
    return slots;
  }

  private synchronized AsOfParts all() {
    if (all == null) {
      all = new AsOfParts(Arrays.stream(slots).map(slot -> slot.part).toList());
    }
    return all;
  }

  /** The place of a part. */
  private static final class Slot {

    private AsOfPart part;

    synchronized void fill(Supplier<AsOfPart> maker) {
      if (part == null) {
        part = maker.get();
      }
    }
  }
}
