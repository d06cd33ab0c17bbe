package io.financeanalytics.raw;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/**
 * One CSV file of a raw source, its header read.
 *
 * @param path where it is, on any Hadoop file system
 * @param name its path relative to the raw folder, as people know it
 * @param length its size in bytes, as stored
 * @param modified when it last changed, in milliseconds since 1970
 * @param dataStart byte offset of the first byte after the header, in the uncompressed content
 * @param header the column names in the file's order, trimmed
 */
public record RawFile(
    String path, String name, long length, long modified, long dataStart, List<String> header)
    implements Serializable {

  private static final String GZIP_SUFFIX = ".gz";

  /**
   * Makes the header unmodifiable.
   *
   * @param path where it is, on any Hadoop file system
   * @param name its path relative to the raw folder, as people know it
   * @param length its size in bytes, as stored
   * @param modified when it last changed, in milliseconds since 1970
   * @param dataStart byte offset of the first byte after the header, in the uncompressed content
   * @param header the column names in the file's order, trimmed
   */
  public RawFile {
    header = List.copyOf(header);
  }

  /** {@return whether the file is on a disk of this machine} */
  public boolean local() {
    String scheme = new Path(path).toUri().getScheme();
    return scheme == null || scheme.equals("file");
  }

  /** {@return whether the file can only be read from its beginning} */
  public boolean compressed() {
    return isCompressed(path);
  }

  /**
   * {@return the position of a column in this file, found case-insensitively; -1 when the file does
   * not have it}
   *
   * @param column the column's name, in any case
   */
  public int position(String column) {
    for (int i = 0; i < header.size(); i++) {
      if (header.get(i).equalsIgnoreCase(column)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * {@return the uncompressed content from {@code offset} on; the offset of a compressed file is
   * reached by reading}
   *
   * @param hadoop how file systems are reached
   * @param offset a byte offset in the uncompressed content
   * @throws IOException when the file cannot be read
   */
  public InputStream open(Configuration hadoop, long offset) throws IOException {
    InputStream content = open(hadoop, path, offset);
    if (compressed()) {
      content.skipNBytes(offset);
    }
    return content;
  }

  static InputStream open(Configuration hadoop, String path, long offset) throws IOException {
    Path file = new Path(path);
    FSDataInputStream stored = file.getFileSystem(hadoop).open(file);
    if (isCompressed(path)) {
      return new GZIPInputStream(stored, 1 << 16);
    }
    stored.seek(offset);
    return stored;
  }

  private static boolean isCompressed(String path) {
    return path.toLowerCase(Locale.ROOT).endsWith(GZIP_SUFFIX);
  }
}
