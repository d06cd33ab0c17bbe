package io.financeanalytics.acceptance;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options.ChecksumOpt;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The local file system, told by a test what to do before a file is made, renamed or deleted. In a
 * process of the product it holds the first thread that comes to a path that matches a pattern: it
 * makes a marker file and waits until the marker is gone, so that the process can be killed or
 * looked at in exactly that state. Inside the test's process a {@link Fault} decides.
 */
public final class HeldFileSystem extends LocalFileSystem {

  static final String PATTERN = "finance.test.hold";
  static final String MARKER = "finance.test.marker";

  /** What happens before a change. */
  @FunctionalInterface
  interface Fault {
    /**
     * Returns to let it happen.
     *
     * @param change {@code create}, {@code rename} or {@code delete}, a space, and the path
     */
    void before(String change) throws IOException;
  }

  private static volatile Fault fault = HeldFileSystem::holdAtPattern;

  /** Options of the JVM, or of Spark, that put this file system in place of the local one. */
  static final String[] OPTIONS = {
    "spark.hadoop.fs.file.impl=" + HeldFileSystem.class.getName(),
    "spark.hadoop.fs.AbstractFileSystem.file.impl=" + Context.class.getName()
  };

  /** Options of a JVM that holds before a change that matches a pattern. */
  static String[] holdingAt(String pattern, java.nio.file.Path marker) {
    return new String[] {
      "-D" + OPTIONS[0],
      "-D" + OPTIONS[1],
      "-D" + PATTERN + "=" + pattern,
      "-D" + MARKER + "=" + marker
    };
  }

  /** Sets what happens inside this process. */
  static void set(Fault newFault) {
    fault = newFault;
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    fault.before("create " + file.toUri().getPath());
    return super.create(file, permission, overwrite, bufferSize, replication, blockSize, progress);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    fault.before("rename " + to.toUri().getPath());
    return super.rename(from, to);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    fault.before("delete " + path.toUri().getPath());
    return super.delete(path, recursive);
  }

  private static synchronized void holdAtPattern(String change) throws IOException {
    String pattern = System.getProperty(PATTERN);
    if (pattern == null || !Pattern.compile(pattern).matcher(change).find()) {
      return;
    }
    System.clearProperty(PATTERN);
    java.nio.file.Path marker = java.nio.file.Path.of(System.getProperty(MARKER));
    Files.writeString(marker, change);
    while (Files.exists(marker)) {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
  }

  /** The same for those who come by Hadoop's other door, as Delta does. */
  public static final class Context extends DelegateToFileSystem {
    /** For Hadoop, which looks for this signature. */
    public Context(URI uri, Configuration hadoop) throws IOException, URISyntaxException {
      super(uri, new HeldFileSystem(), hadoop, "file", false);
    }

    @Override
    public FSDataOutputStream createInternal(
        Path file,
        EnumSet<CreateFlag> flags,
        FsPermission permission,
        int bufferSize,
        short replication,
        long blockSize,
        Progressable progress,
        ChecksumOpt checksum,
        boolean createParent)
        throws IOException {
      fault.before("create " + file.toUri().getPath());
      return super.createInternal(
          file,
          flags,
          permission,
          bufferSize,
          replication,
          blockSize,
          progress,
          checksum,
          createParent);
    }

    @Override
    public void renameInternal(Path from, Path to) throws IOException {
      fault.before("rename " + to.toUri().getPath());
      super.renameInternal(from, to);
    }
  }
}
