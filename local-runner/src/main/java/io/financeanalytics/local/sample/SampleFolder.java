package io.financeanalytics.local.sample;

import io.financeanalytics.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder that the sample goes to. It holds nothing but the sample: files are written under
 * hidden names first and take their places together at the end, so that a sample that died half-way
 * is never mistaken for one.
 */
final class SampleFolder {
  private static final int SHOWN = 3;

  private final Path folder;
  private final List<String> names;

  private SampleFolder(Path folder, List<String> names) {
    this.folder = folder;
    this.names = names;
  }

  /**
   * Creates the folder when it is missing.
   *
   * @param names the files that belong to the sample
   * @throws UserException when it holds anything else, or is no folder
   */
  static SampleFolder open(Path folder, List<String> names) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new UserException(
          folder
              + " is a file, and a sample is a folder of files; nothing was written. Name an empty"
              + " or a new folder with --out.");
    }
    Files.createDirectories(folder);
    SampleFolder opened = new SampleFolder(folder, List.copyOf(names));
    List<String> foreign = opened.foreignEntries();
    if (!foreign.isEmpty()) {
      throw new UserException(
          "The folder "
              + folder
              + " already holds "
              + shown(foreign)
              + ", which a sample does not consist of, and made-up rows must not be mixed with other"
              + " data; nothing was written. Name an empty or a new folder with --out, or one that"
              + " holds an earlier sample only.");
    }
    return opened;
  }

  /** Where to write a file before it takes its place. */
  Path draftOf(String name) {
    return folder.resolve("." + name + ".part");
  }

  /** Moves all drafts into place. */
  void publish() throws IOException {
    for (String name : names) {
      Files.move(draftOf(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Removes all drafts. */
  void discardDrafts() throws IOException {
    for (String name : names) {
      Files.deleteIfExists(draftOf(name));
    }
  }

  private List<String> foreignEntries() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      List<String> foreign = new ArrayList<>();
      for (Path entry : entries.sorted().toList()) {
        String name = entry.getFileName().toString();
        boolean isOurs =
            names.contains(name) || names.stream().anyMatch(own -> draftOf(own).equals(entry));
        if (!isOurs || !Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
          foreign.add(name);
        }
      }
      return foreign;
    }
  }

  private static String shown(List<String> names) {
    int more = names.size() - SHOWN;
    return String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
        + (more > 0 ? " and " + more + " more" : "");
  }
}
