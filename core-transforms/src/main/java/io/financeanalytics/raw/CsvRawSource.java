package io.financeanalytics.raw;

import io.financeanalytics.UserException;
import io.financeanalytics.table.RawField;
import io.financeanalytics.table.RawTable;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Finds the CSV files of the raw sources in a folder on any Hadoop file system and checks that they
 * can be read: that they are there, have a header, and that the header has the required columns.
 * Reads no data.
 */
public final class CsvRawSource {

  private static final String CSV = ".csv";
  private static final String CSV_GZ = ".csv.gz";
  private static final int MOST_NAMES = 40;
  private static final int LONGEST_NAME = 60;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final Configuration hadoop;
  private final Path folder;
  private final boolean lineBreaksInQuotes;
  private final List<String> problems;

  private CsvRawSource(
      Configuration hadoop, Path folder, boolean lineBreaksInQuotes, List<String> problems) {
    this.hadoop = hadoop;
    this.folder = folder;
    this.lineBreaksInQuotes = lineBreaksInQuotes;
    this.problems = problems;
  }

  /**
   * {@return the files of every source in {@code folder}, in the order of {@code tables}}
   *
   * @param hadoop how file systems are reached
   * @param folder the raw folder, on any Hadoop file system
   * @param tables the sources to look for
   * @param lineBreaksInQuotes whether a quoted column name may contain line breaks
   * @throws UserException naming everything that is missing or unreadable, at once
   */
  public static List<RawSource> find(
      Configuration hadoop, String folder, List<RawTable> tables, boolean lineBreaksInQuotes) {
    List<RawSource> sources = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    try {
      Path path = new Path(folder);
      FileSystem files = path.getFileSystem(hadoop);
      if (!files.getFileStatus(path).isDirectory()) {
        throw new UserException(
            folder + " is not a folder; it must be the folder that holds the raw CSV files.");
      }
      CsvRawSource finder =
          new CsvRawSource(hadoop, files.makeQualified(path), lineBreaksInQuotes, problems);
      for (RawTable table : tables) {
        sources.add(finder.source(files, table));
      }
    } catch (FileNotFoundException e) {
      throw new UserException("The raw folder " + folder + " does not exist.", e);
    } catch (IOException e) {
      throw new UserException("The raw folder " + folder + " cannot be read: " + e.getMessage(), e);
    }
    if (!problems.isEmpty()) {
      throw new UserException(
          "The raw files in "
              + folder
              + " cannot be used. "
              + String.join(" ", problems)
              + " Nothing was written.");
    }
    return sources;
  }

  private RawSource source(FileSystem files, RawTable table) throws IOException {
    List<String> notes = new ArrayList<>();
    List<FileStatus> found = new ArrayList<>();
    List<String> forms = new ArrayList<>();
    for (String form : List.of(table.name() + CSV, table.name() + CSV_GZ, table.name())) {
      Path path = new Path(folder, form);
      if (files.exists(path)) {
        forms.add(form);
        if (form.equals(table.name()) || files.getFileStatus(path).isDirectory()) {
          addCsvFiles(files, path, found, notes);
        } else {
          found.add(files.getFileStatus(path));
        }
      }
    }
    if (forms.size() > 1) {
      problems.add(
          "There is more than one of "
              + String.join(" and ", forms)
              + "; keep one, or its rows would count twice.");
    } else if (found.isEmpty() && !(table.optional() && forms.isEmpty())) {
      problems.add(missing(files, table, forms));
    } else if (forms.isEmpty()) {
      otherCase(names(files), table)
          .forEach(name -> notes.add(name + " was not read." + caseHint(name)));
    }
    List<RawFile> rawFiles = new ArrayList<>();
    found.sort(Comparator.comparing(status -> status.getPath().toString()));
    for (FileStatus status : found) {
      RawFile file = withHeader(status, table);
      if (file != null && hasColumns(file, table, notes)) {
        rawFiles.add(file);
      }
    }
    return new RawSource(table, rawFiles, notes);
  }

  private String missing(FileSystem files, RawTable table, List<String> forms) throws IOException {
    if (!forms.isEmpty()) {
      return "The folder " + table.name() + " has no .csv or .csv.gz file.";
    }
    List<String> present = names(files);
    return "There is no "
        + table.name()
        + ".csv (or .csv.gz, or a folder "
        + table.name()
        + "/ of such files); the folder has "
        + (present.isEmpty() ? "nothing" : String.join(", ", present))
        + "."
        + otherCase(present, table).stream()
            .map(CsvRawSource::caseHint)
            .collect(Collectors.joining());
  }

  private List<String> names(FileSystem files) throws IOException {
    return Arrays.stream(files.listStatus(folder))
        .map(status -> status.getPath().getName())
        .sorted()
        .toList();
  }

  /** The names that would be a source's if upper and lower case did not matter. */
  private static List<String> otherCase(List<String> names, RawTable table) {
    return names.stream()
        .filter(
            name ->
                Stream.of(CSV, CSV_GZ, "")
                    .anyMatch(suffix -> name.equalsIgnoreCase(table.name() + suffix)))
        .toList();
  }

  private static String caseHint(String name) {
    return " Upper and lower case matter: rename "
        + name
        + " to "
        + name.toLowerCase(Locale.ROOT)
        + ".";
  }

  private void addCsvFiles(FileSystem files, Path path, List<FileStatus> found, List<String> notes)
      throws IOException {
    for (FileStatus status : files.listStatus(path)) {
      String name = status.getPath().getName();
      boolean hidden = name.startsWith("_") || name.startsWith(".");
      String lower = name.toLowerCase(Locale.ROOT);
      if (status.isDirectory() && !hidden) {
        addCsvFiles(files, status.getPath(), found, notes);
      } else if (status.isFile() && !hidden && (lower.endsWith(CSV) || lower.endsWith(CSV_GZ))) {
        found.add(status);
      } else {
        notes.add(relative(status.getPath()) + " is not a .csv or .csv.gz file and was not read.");
      }
    }
  }

  /** The file with its header, or null after noting why it has none. */
  private RawFile withHeader(FileStatus status, RawTable table) throws IOException {
    String path = status.getPath().toString();
    String name = relative(status.getPath());
    if (status.getLen() == 0) {
      problems.add(empty(name, table));
      return null;
    }
    try (CsvRecords records = fromBeginning(path)) {
      CsvFields fields = new CsvFields();
      if (!records.next()) {
        problems.add(empty(name, table));
        return null;
      }
      String fault = fields.split(records.bytes(), records.start(), records.end());
      if (fault != null) {
        problems.add(
            "The header of " + name + " is not a CSV record: " + fault + "." + textHint(records));
        return null;
      }
      return new RawFile(
          path,
          name,
          status.getLen(),
          status.getModificationTime(),
          records.nextOffset(),
          fields.texts());
    } catch (ZipException | EOFException e) {
      String fault = e.getMessage() == null ? "it ends too early" : e.getMessage();
      problems.add(name + " is not a readable gzip file: " + fault + ".");
      return null;
    }
  }

  private static String empty(String name, RawTable table) {
    return name
        + " is empty; it must at least have a header row with the columns "
        + table.fields().stream()
            .filter(RawField::columnRequired)
            .map(RawField::name)
            .collect(Collectors.joining(", "))
        + ".";
  }

  /**
   * Advice for a header in which every character of ASCII takes two bytes, or with a mark of it.
   */
  private static String textHint(CsvRecords records) {
    byte[] bytes = records.bytes();
    int start = records.start();
    if (records.end() - start < 2) {
      return "";
    }
    int first = bytes[start] & 0xFF;
    int second = bytes[start + 1] & 0xFF;
    boolean hasMark = (first == 0xFF && second == 0xFE) || (first == 0xFE && second == 0xFF);
    boolean isWide = hasMark || (first == 0) != (second == 0);
    return isWide ? " It seems to be saved as UTF-16; save it as UTF-8." : "";
  }

  private boolean hasColumns(RawFile file, RawTable table, List<String> notes) {
    Set<String> seen = new HashSet<>();
    List<String> repeated =
        file.header().stream()
            .filter(column -> isKnown(column, table))
            .filter(column -> !seen.add(column.toLowerCase(Locale.ROOT)))
            .toList();
    List<String> missing =
        table.fields().stream()
            .filter(field -> field.columnRequired() && file.position(field.name()) < 0)
            .map(RawField::name)
            .toList();
    if (!missing.isEmpty()) {
      problems.add(
          file.name()
              + " has no column "
              + String.join(", ", missing)
              + "; it has "
              + (file.header().equals(List.of("")) ? "no columns" : shown(file.header()))
              + "."
              + separatorHint(file));
    } else if (!repeated.isEmpty()) {
      problems.add(
          file.name() + " has the column " + String.join(", ", repeated) + " more than once.");
    }
    List<String> unknown =
        file.header().stream().filter(column -> !isKnown(column, table)).distinct().toList();
    if (!unknown.isEmpty()) {
      notes.add(file.name() + ": ignored unknown columns " + shown(unknown) + ".");
    }
    return missing.isEmpty() && repeated.isEmpty();
  }

  private static boolean isKnown(String column, RawTable table) {
    return table.columns().stream().anyMatch(column::equalsIgnoreCase);
  }

  /** Column names as far as a person wants to see them, whatever the file really is. */
  private static String shown(List<String> columns) {
    String names =
        columns.stream()
            .limit(MOST_NAMES)
            .map(name -> name.isEmpty() ? "(no name)" : name.replaceAll("\\p{Cntrl}", "?"))
            .map(
                name ->
                    name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "..." : name)
            .collect(Collectors.joining(", "));
    int more = columns.size() - MOST_NAMES;
    return more > 0 ? names + " and " + more + " more" : names;
  }

  private static String separatorHint(RawFile file) {
    for (String separator : List.of(";", "\t", "|")) {
      if (file.header().size() == 1 && file.header().get(0).contains(separator)) {
        String shown = separator.equals("\t") ? "tabs" : "'" + separator + "'";
        return " Its columns seem to be separated by "
            + shown
            + "; they must be separated by commas.";
      }
    }
    return "";
  }

  /** The records of a file, header included, after the byte order mark that it may begin with. */
  private CsvRecords fromBeginning(String path) throws IOException {
    PushbackInputStream content =
        new PushbackInputStream(RawFile.open(hadoop, path, 0), BYTE_ORDER_MARK.length);
    byte[] first = content.readNBytes(BYTE_ORDER_MARK.length);
    if (Arrays.equals(first, BYTE_ORDER_MARK)) {
      return new CsvRecords(content, first.length, lineBreaksInQuotes);
    }
    content.unread(first);
    return new CsvRecords(content, 0, lineBreaksInQuotes);
  }

  private String relative(Path path) {
    return folder.toUri().relativize(path.toUri()).getPath();
  }
}
