package io.financeanalytics.local.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local file system, which needs a native library that few machines have: without it, it
 * starts a process for every file whose permissions it sets and for every look at a link, hundreds
 * of them in one run. Java does the same without.
 */
final class RawLocalFiles extends RawLocalFileSystem {

  private static final boolean UNIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

  private static final String MODE = "unix:mode";

  /** The bits of a mode that chmod leaves to a folder that has them. */
  private static final int SET_IDS = 06000;

  private static final int STICKY = 01000;

  @Override
  public void setPermission(Path path, FsPermission permission) throws IOException {
    java.nio.file.Path file = pathToFile(path).toPath();
    boolean plain = UNIX && ((int) Files.getAttribute(file, MODE) & (SET_IDS | STICKY)) == 0;
    if (plain && !permission.getStickyBit()) {
      String symbols =
          permission.getUserAction().SYMBOL
              + permission.getGroupAction().SYMBOL
              + permission.getOtherAction().SYMBOL;
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(symbols));
    } else {
      super.setPermission(path, permission);
    }
  }

  @Override
  public FileStatus getFileLinkStatus(Path path) throws IOException {
    return Files.isSymbolicLink(pathToFile(path).toPath())
        ? super.getFileLinkStatus(path)
        : getFileStatus(path);
  }
}
