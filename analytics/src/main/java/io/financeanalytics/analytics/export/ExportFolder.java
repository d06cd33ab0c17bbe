package io.financeanalytics.analytics.export;

import io.financeanalytics.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The folder that files are exported to. They are written into a hidden folder beside it, which
 * takes its place when all of them are there; a file inside says that the folder is an export, and
 * only such a folder, or an empty one, is ever replaced.
 */
final class ExportFolder implements AutoCloseable {

  /** The file that says what the folder holds. */
  static final String MANIFEST = "export.json";

  private final Path folder;
  private final Path draft;
  private final Path before;
  private final Path lockFile;
  private final FileChannel channel;

  /**
   * Opens a folder that may be missing.
   *
   * @throws UserException when it holds anything but an earlier export, or is in use by another
   */
  ExportFolder(Path named) throws IOException {
    folder = named.toAbsolutePath().normalize();
    Path parent = folder.getParent();
    if (parent == null) {
      throw new UserException(named + " cannot be exported to. Name another folder with --out.");
    }
    Files.createDirectories(parent);
    String name = folder.getFileName().toString();
    draft = parent.resolve("." + name + ".draft");
    before = parent.resolve("." + name + ".before");
    lockFile = parent.resolve("." + name + ".lock");
    channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      lock(named);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    try {
      healAndCheck(named);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Where to write; nobody sees it before {@link #publish}. */
  Path draft() {
    return draft;
  }

  /** Puts what was written in the place of what was there. */
  void publish() throws IOException {
    if (Files.exists(folder)) {
      Files.move(folder, before, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    deleteTree(before);
  }

  @Override
  public void close() throws IOException {
    deleteTree(draft);
    Files.deleteIfExists(lockFile);
    channel.close();
  }

  /** The lock goes with the process; its file is removed by who holds it. */
  private void lock(Path named) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null || !isStillTheFile()) {
      throw new UserException(
          "Another export into "
              + named
              + " is under way. Wait until it has ended and export again.");
    }
  }

  /** Whether the file that is locked has not been removed, by who held the lock, just before. */
  private boolean isStillTheFile() throws IOException {
    // Always of one length, so that it covers what an earlier export has written.
    byte[] token = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
    channel.write(ByteBuffer.wrap(token), 0);
    return Files.exists(lockFile) && Arrays.equals(Files.readAllBytes(lockFile), token);
  }

  /** An export that died between its two moves has left what was there before beside. */
  private void healAndCheck(Path named) throws IOException {
    if (Files.exists(before) && !Files.exists(folder)) {
      Files.move(before, folder, StandardCopyOption.ATOMIC_MOVE);
    }
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw new UserException(
            named + " is not a folder, and an export is one. Name another with --out.");
      }
      if (!isEmpty() && !Files.isRegularFile(folder.resolve(MANIFEST))) {
        throw new UserException(
            "The folder "
                + named
                + " holds something that no export has written, and an export replaces the whole"
                + " folder; nothing was written. Name a new or an empty folder with --out, or one"
                + " that holds an earlier export.");
      }
    }
    deleteTree(before);
    deleteTree(draft);
    Files.createDirectories(draft);
  }

  private boolean isEmpty() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  /** Deletes a folder with all it holds, if it is there. */
  static void deleteTree(Path tree) {
    if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> entries = Files.walk(tree)) {
      List<Path> deepestFirst = entries.sorted(Comparator.reverseOrder()).toList();
      for (Path entry : deepestFirst) {
        Files.delete(entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
