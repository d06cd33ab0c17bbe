package io.financeanalytics.acceptance.redshift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** COPY of Parquet files: by position, with exactly the types of the columns, all or nothing. */
final class CopyFromS3 {

  private static final int CHUNK = 1 << 16;

  private final String table;
  private final List<String> columnList;
  private final S3Path source;
  private final TransferOptions options;
  private final S3Reader s3;

  private CopyFromS3(
      String table, List<String> columnList, S3Path source, TransferOptions options, S3Reader s3) {
    this.table = table;
    this.columnList = columnList;
    this.source = source;
    this.options = options;
    this.s3 = s3;
  }

  /** Understands a statement. */
  static CopyFromS3 of(List<SqlToken> statement, S3Server s3) throws RedshiftError {
    SqlCursor cursor = new SqlCursor(statement);
    cursor.expect("copy");
    String table = cursor.qualifiedName();
    List<String> columns = new ArrayList<>();
    if (cursor.peek().is("(")) {
      for (List<SqlToken> column : SqlCursor.parts(cursor.parenthesised())) {
        columns.add(column.get(0).name());
      }
    }
    cursor.expect("from");
    S3Path source = S3Path.of(cursor.literal().value());
    TransferOptions options = TransferOptions.of("COPY", cursor, s3);
    return new CopyFromS3(table, columns, source, options, new S3Reader(s3));
  }

  /** Where it reads from. */
  String source() {
    return source.toString();
  }

  private static final class File {
    private final S3Path path;
    private final byte[] content;

    File(S3Path path, byte[] content) {
      this.path = path;
      this.content = content;
    }
  }

  /** Loads the files inside the session's transaction and returns the number of rows. */
  long run(Backend backend) throws IOException, RedshiftError {
    List<TargetColumn> targets = targets(TargetColumn.of(backend, table));
    List<File> files = options.has("MANIFEST") ? listed() : prefixed();
    for (File file : files) {
      try (ParquetFileReader reader = open(file)) {
        columns(file, reader.getFileMetaData().getSchema(), targets);
      }
    }
    String names =
        targets.stream()
            .map(column -> SqlCursor.quoted(column.name()))
            .collect(Collectors.joining(", "));
    backend.beginCopy("COPY " + table + " (" + names + ") FROM STDIN");
    long rows = 0;
    try {
      for (File file : files) {
        rows += load(file, targets, backend);
      }
    } catch (RedshiftError e) {
      backend.failCopy();
      throw e;
    } catch (RuntimeException e) {
      backend.failCopy();
      throw RedshiftError.scan("A file cannot be read: " + e);
    }
    backend.endCopy();
    return rows;
  }

  private List<TargetColumn> targets(List<TargetColumn> all) throws RedshiftError {
    if (columnList.isEmpty()) {
      return all.stream()
          .filter(column -> options.has("EXPLICIT_IDS") || !column.alwaysIdentity())
          .collect(Collectors.toList());
    }
    List<TargetColumn> targets = new ArrayList<>();
    for (String name : columnList) {
      targets.add(
          all.stream()
              .filter(column -> column.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      RedshiftError.of(
                          "42703",
                          "column \"" + name + "\" of relation " + table + " does not exist")));
    }
    for (TargetColumn column : all) {
      if (column.notNull() && !column.filled() && !columnList.contains(column.name())) {
        throw nullInto(column);
      }
    }
    return targets;
  }

  private static RedshiftError nullInto(TargetColumn column) {
    return RedshiftError.of(
        "XX000", "Cannot insert a NULL value into column " + column.name(), "code:      8007");
  }

  private List<File> listed() throws IOException, RedshiftError {
    JsonNode manifest = new ObjectMapper().readTree(s3.get(source));
    List<File> files = new ArrayList<>();
    for (JsonNode entry : manifest.path("entries")) {
      S3Path path = S3Path.of(entry.path("url").asText());
      JsonNode length = entry.path("meta").path("content_length");
      if (!length.isIntegralNumber()) {
        throw RedshiftError.of(
            "XX000", "Manifest entry for " + path + " has no meta.content_length");
      }
      byte[] content = s3.getIfThere(path);
      if (content == null) {
        if (entry.path("mandatory").asBoolean()) {
          throw RedshiftError.of(
              "XX000",
              "Mandatory file is not found in S3",
              "S3 bucket: " + path.bucket() + " S3 key: " + path.key());
        }
        continue;
      }
      if (content.length != length.asLong()) {
        throw RedshiftError.scan(
            "File " + path + " has " + content.length + " bytes, the manifest says " + length);
      }
      files.add(new File(path, content));
    }
    if (files.isEmpty()) {
      throw RedshiftError.of("XX000", "The manifest " + source + " names no file to load");
    }
    return files;
  }

  private List<File> prefixed() throws RedshiftError {
    List<File> files = new ArrayList<>();
    for (String key : s3.keys(source)) {
      S3Path path = source.with(key);
      files.add(new File(path, s3.get(path)));
    }
    if (files.isEmpty()) {
      throw RedshiftError.of(
          "XX000", "The specified S3 prefix '" + source.key() + "' does not exist");
    }
    return files;
  }

  private static ParquetFileReader open(File file) throws IOException, RedshiftError {
    try {
      return ParquetFileReader.open(ParquetBytes.input(file.content));
    } catch (RuntimeException e) {
      throw RedshiftError.scan("File '" + file.path + "' has an invalid version number");
    }
  }

  private List<ParquetColumn> columns(File file, MessageType schema, List<TargetColumn> targets)
      throws RedshiftError {
    if (schema.getFieldCount() != targets.size()) {
      throw RedshiftError.scan(
          "Unmatched number of columns between table and file. Table columns: "
              + targets.size()
              + ", Data columns: "
              + schema.getFieldCount()
              + ", File name: "
              + file.path);
    }
    List<ParquetColumn> columns = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      Type type = schema.getType(i);
      TargetColumn target = targets.get(i);
      ParquetColumn column =
          type.isPrimitive() ? new ParquetColumn(i, type.asPrimitiveType(), target) : null;
      if (column == null || type.isRepetition(Type.Repetition.REPEATED) || !column.fits()) {
        throw RedshiftError.scan(
            "File '"
                + file.path
                + "' has an incompatible Parquet schema for column '"
                + table
                + "."
                + target.name()
                + "'. Column type: "
                + target.type()
                + ", Parquet schema:\n"
                + type);
      }
      columns.add(column);
    }
    return columns;
  }

  private long load(File file, List<TargetColumn> targets, Backend backend)
      throws IOException, RedshiftError {
    try (ParquetFileReader reader = open(file)) {
      MessageType schema = reader.getFileMetaData().getSchema();
      List<ParquetColumn> columns = columns(file, schema, targets);
      MessageColumnIO assembly = new ColumnIOFactory().getColumnIO(schema);
      StringBuilder lines = new StringBuilder(CHUNK);
      long rows = 0;
      for (PageReadStore pages = reader.readNextRowGroup();
          pages != null;
          pages = reader.readNextRowGroup()) {
        RecordReader<Group> records =
            assembly.getRecordReader(pages, new GroupRecordConverter(schema));
        for (long i = 0; i < pages.getRowCount(); i++) {
          append(lines, records.read(), columns, targets, file);
          rows++;
          if (lines.length() >= CHUNK) {
            backend.copy(lines.toString());
            lines.setLength(0);
          }
        }
      }
      backend.copy(lines.toString());
      return rows;
    }
  }

  private static void append(
      StringBuilder lines,
      Group row,
      List<ParquetColumn> columns,
      List<TargetColumn> targets,
      File file)
      throws RedshiftError {
    for (int i = 0; i < columns.size(); i++) {
      if (i > 0) {
        lines.append('\t');
      }
      ParquetColumn column = columns.get(i);
      TargetColumn target = targets.get(i);
      if (column.isNull(row)) {
        if (target.notNull()) {
          throw nullInto(target);
        }
        lines.append("\\N");
      } else {
        String text = column.text(row);
        checkLength(text, target, file);
        escape(lines, text);
      }
    }
    lines.append('\n');
  }

  private static void checkLength(String text, TargetColumn target, File file)
      throws RedshiftError {
    if (!target.type().startsWith("character") || text.length() * 4L <= target.limit(0)) {
      return;
    }
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > target.limit(0)) {
      throw RedshiftError.scan(
          "The length of the data column "
              + target.name()
              + " is longer than the length defined in the table. Table: "
              + target.limit(0)
              + ", Data: "
              + bytes
              + ", File name: "
              + file.path);
    }
  }

  private static void escape(StringBuilder lines, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\':
          lines.append("\\\\");
          break;
        case '\n':
          lines.append("\\n");
          break;
        case '\r':
          lines.append("\\r");
          break;
        case '\t':
          lines.append("\\t");
          break;
        default:
          lines.append(c);
          break;
      }
    }
  }
}
