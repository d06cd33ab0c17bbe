package io.financeanalytics.local.files;

import org.apache.hadoop.fs.LocalFileSystem;

/**
 * Hadoop's local file system with checksums, for code that asks for a {@code FileSystem}, without
 * processes of its own; see {@link RawLocalFiles}.
 */
public final class LocalFiles extends LocalFileSystem {

  /** The file system; Hadoop makes it. */
  public LocalFiles() {
    super(new RawLocalFiles());
  }
}
