package io.github.spark_redshift_community.spark.redshift;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * A save: Parquet files and a manifest to a folder of its own, then one transaction that makes the
 * table, runs the actions and loads the files.
 */
final class TableWriter {

  private final ConnectorOptions options;
  private final Configuration hadoop;

  TableWriter(ConnectorOptions options, Configuration hadoop) {
    this.options = options;
    this.hadoop = hadoop;
  }

  void save(Dataset<Row> data, SaveMode mode) {
    String manifest;
    try {
      manifest = writeFiles(data, options.newTempDir());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    if (options.firstDelay() > 0) {
      sleep(options.firstDelay());
    }
    String group =
        ConnectorSql.queryGroup(
            "Write", options.label(), data.sparkSession().sparkContext().applicationId());
    for (int left = options.retries(); ; left--) {
      try {
        load(data, mode, manifest, group);
        return;
      } catch (SQLException | RuntimeException e) {
        if (left <= 0) {
          throw sneaky(e);
        }
        sleep(options.delay());
      }
    }
  }

  /** Spark hands an SQLException on as it is, though its interface in Java cannot say so. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> RuntimeException sneaky(Throwable e) throws E {
    throw (E) e;
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Writes the rows and returns the manifest's address, or null when there are no rows. */
  private String writeFiles(Dataset<Row> data, String folder) throws IOException {
    Set<String> names = new HashSet<>();
    List<Column> columns = new ArrayList<>();
    for (StructField field : data.schema().fields()) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (!names.add(name)) {
        throw new IllegalArgumentException(
            "Cannot save table to Redshift because two or more column names would be identical"
                + " after conversion to lowercase: "
                + String.join(", ", data.schema().fieldNames()));
      }
      Column column = data.col("`" + field.name() + "`");
      // A timestamp goes as the time on this JVM's wall.
      columns.add(
          (field.dataType().equals(DataTypes.TimestampType)
                  ? functions.from_utc_timestamp(column, ZoneId.systemDefault().getId())
                  : column)
              .as(name));
    }
    data.select(columns.toArray(new Column[0])).write().parquet(folder);
    return writeManifest(folder);
  }

  private String writeManifest(String folder) throws IOException {
    String root = folder.replaceAll("/$", "");
    FileSystem files = FileSystem.get(URI.create(folder), hadoop);
    List<String> entries = new ArrayList<>();
    for (FileStatus file : files.listStatus(new Path(folder))) {
      String name = file.getPath().getName();
      if (name.startsWith("part-") && hasRows(file)) {
        entries.add(
            "{\"url\":\""
                + ConnectorSql.asS3(root)
                + "/"
                + name
                + "\",\n \"mandatory\":true,\n \"meta\": {\"content_length\":"
                + file.getLen()
                + "}}");
      }
    }
    if (entries.isEmpty()) {
      return null;
    }
    String manifest = root + "/manifest.json";
    try (FSDataOutputStream out = files.create(new Path(manifest))) {
      String json = "{\"entries\": [" + String.join(",\n", entries) + "]}";
      out.write(json.getBytes(StandardCharsets.UTF_8));
    }
    return manifest;
  }

  private boolean hasRows(FileStatus file) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromStatus(file, hadoop))) {
      return reader.getRecordCount() > 0;
    }
  }

  private void load(Dataset<Row> data, SaveMode mode, String manifest, String group)
      throws SQLException {
    try (Connection connection = ConnectorJdbc.connect(options, group)) {
      connection.setAutoCommit(false);
      try {
        if (mode == SaveMode.Overwrite) {
          ConnectorJdbc.execute(connection, "DROP TABLE IF EXISTS " + options.table() + ";");
          if (!options.staging()) {
            connection.commit();
          }
        }
        load(connection, data, manifest);
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        rollBack(connection, e);
        throw e;
      }
    }
  }

  private static void rollBack(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private void load(Connection connection, Dataset<Row> data, String manifest) throws SQLException {
    ConnectorJdbc.execute(connection, ConnectorSql.createTable(data.schema(), options));
    for (String action : ConnectorSql.preActions(data.schema(), options)) {
      act(connection, action);
    }
    if (manifest != null) {
      String copy =
          ConnectorSql.copy(data.schema(), options, manifest, options.credentials(hadoop));
      try {
        ConnectorJdbc.execute(connection, copy);
      } catch (SQLException e) {
        throw explained(connection, e);
      }
    }
    for (String action : options.postActions()) {
      act(connection, action);
    }
  }

  private void act(Connection connection, String action) throws SQLException {
    boolean names = action.contains("%s");
    ConnectorJdbc.execute(connection, names ? String.format(action, options.table()) : action);
  }

  private SQLException explained(Connection connection, SQLException e) throws SQLException {
    connection.rollback();
    String lookUp = "\n SELECT *\n FROM stl_load_errors\n WHERE query = pg_last_query_id()\n";
    try (PreparedStatement statement = connection.prepareStatement(lookUp);
        ResultSet row = statement.executeQuery()) {
      if (!row.next()) {
        return e;
      }
      return new SQLException(
          "\nError (code "
              + row.getInt("err_code")
              + ") while loading data into Redshift: \""
              + row.getString("err_reason").strip()
              + "\"\nTable name: "
              + options.table()
              + "\nColumn name: "
              + row.getString("colname").strip()
              + "\nColumn type: "
              + row.getString("type").strip()
              + "\nRaw line: "
              + row.getString("raw_line")
              + "\nRaw field value: "
              + row.getString("raw_field_value")
              + "\n",
          e);
    } catch (SQLException unexplained) {
      return e;
    }
  }
}
