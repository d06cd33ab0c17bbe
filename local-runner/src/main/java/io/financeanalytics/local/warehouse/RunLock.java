package io.financeanalytics.local.warehouse;

import io.financeanalytics.UserException;
import io.financeanalytics.pipeline.RunStart;
import io.financeanalytics.pipeline.WarehouseBusyException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The run lock of a warehouse on a local disk: an operating-system lock on a file, which goes with
 * the process that holds it however that ends. The file names the run under way; when its lock is
 * free, the run that it names is dead.
 */
final class RunLock implements AutoCloseable {

  static final String FILE = "_run.lock";

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of a warehouse.
   *
   * @throws WarehouseBusyException when another run holds it
   */
  static RunLock take(Path warehouse) {
    Path file = warehouse.resolve(FILE);
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      RunLock lock = new RunLock(channel);
      if (!acquires(channel)) {
        String holder = lock.content();
        channel.close();
        throw new WarehouseBusyException(
            "Another run is under way in "
                + warehouse
                + holder(holder)
                + ". One run at a time: wait until it has ended, then try again.");
      }
      return lock;
    } catch (IOException e) {
      closeQuietly(channel, e);
      throw new UserException(
          "The warehouse "
              + warehouse
              + " cannot be written: "
              + e.getMessage()
              + ". Give a folder that you may write to with --warehouse.",
          e);
    }
  }

  /** The run that held the lock and died, if the last one did. */
  Optional<RunStart> deadRun() {
    String[] words = content().split(" ", -1);
    try {
      return words.length < 2
          ? Optional.empty()
          : Optional.of(new RunStart(words[0], Instant.parse(words[1])));
    } catch (DateTimeParseException e) {
      return Optional.empty(); // A run that died while it wrote its name has staged nothing yet.
    }
  }

  /** Writes down who holds the lock. */
  void hold(RunStart run) {
    write(run.runId() + " " + run.startedAt() + " process " + ProcessHandle.current().pid());
  }

  /** Says that the run has ended and nothing is left to mend. */
  void ended() {
    write("");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean acquires(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String holder(String content) {
    String[] words = content.split(" ", -1);
    return words.length < 4
        ? ""
        : " (run " + words[0] + ", started " + words[1] + ", process " + words[3] + ")";
  }

  private String content() {
    try {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), 1024));
      channel.read(bytes, 0);
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String text) {
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void closeQuietly(FileChannel channel, IOException cause) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
