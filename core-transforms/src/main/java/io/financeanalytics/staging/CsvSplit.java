package io.financeanalytics.staging;

import io.financeanalytics.raw.RawFile;
import java.io.Serializable;

/**
 * The records of a file whose first byte lies in {@code [start, end)}.
 *
 * @param start the first byte, at the earliest the first after the header
 * @param end the byte after the last, or {@link Long#MAX_VALUE} for all that follow
 */
record CsvSplit(RawFile file, long start, long end) implements Serializable {

  long storedBytes() {
    return Math.min(end, file.length()) - Math.min(start, file.length());
  }
}
