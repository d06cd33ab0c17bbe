package io.github.spark_redshift_community.spark.redshift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.sources.InsertableRelation;
import org.apache.spark.sql.sources.PrunedScan;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A table or query of Redshift, read by an UNLOAD to a folder of its own. */
final class TableRelation extends BaseRelation implements PrunedScan, InsertableRelation {

  private final SQLContext context;
  private final ConnectorOptions options;
  private StructType schema;

  TableRelation(SQLContext context, ConnectorOptions options) {
    this.context = context;
    this.options = options;
  }

  @Override
  public SQLContext sqlContext() {
    return context;
  }

  @Override
  public synchronized StructType schema() {
    if (schema == null) {
      try {
        schema = ConnectorJdbc.schema(options);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
    return schema;
  }

  @Override
  public void insert(Dataset<Row> data, boolean overwrite) {
    options.checkSave();
    new TableWriter(options, hadoop()).save(data, overwrite ? SaveMode.Overwrite : SaveMode.Append);
  }

  private Configuration hadoop() {
    return context.sparkContext().hadoopConfiguration();
  }

  @Override
  public RDD<Row> buildScan(String[] requiredColumns) {
    String group =
        ConnectorSql.queryGroup("Read", options.label(), context.sparkContext().applicationId());
    try (Connection connection = ConnectorJdbc.connect(options, group)) {
      if (requiredColumns.length == 0) {
        return count(connection);
      }
      String folder = options.newTempDir();
      ConnectorJdbc.execute(
          connection,
          ConnectorSql.unload(requiredColumns, options, folder, options.credentials(hadoop())));
      return read(folder, requiredColumns);
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private RDD<Row> count(Connection connection) throws SQLException {
    String sql = "SELECT count(*) FROM " + options.source() + " ";
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet result = statement.executeQuery()) {
      result.next();
      List<Row> rows = Collections.nCopies((int) result.getLong(1), RowFactory.create());
      return context.createDataFrame(rows, new StructType()).rdd();
    }
  }

  private RDD<Row> read(String folder, String[] requiredColumns) throws IOException {
    List<Column> columns = new ArrayList<>();
    StructField[] fields = new StructField[requiredColumns.length];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = schema().apply(requiredColumns[i]);
      Column column = functions.col(fields[i].name());
      boolean local =
          fields[i].dataType().equals(DataTypes.TimestampType)
              && fields[i].metadata().getString("redshift_type").equals("timestamp");
      columns.add(
          (local
                  ? functions.to_utc_timestamp(column, ZoneId.systemDefault().getId())
                  : column.cast(fields[i].dataType()))
              .as(fields[i].name()));
    }
    List<String> files = files(folder);
    if (files.isEmpty()) {
      return context.createDataFrame(List.<Row>of(), new StructType(fields)).rdd();
    }
    return context
        .sparkSession()
        .read()
        .parquet(files.toArray(new String[0]))
        .select(columns.toArray(new Column[0]))
        .rdd();
  }

  private List<String> files(String folder) throws IOException {
    URI uri = URI.create(folder);
    FileSystem fileSystem = FileSystem.get(uri, hadoop());
    Path manifest = new Path(folder + "manifest");
    List<String> files = new ArrayList<>();
    if (fileSystem.exists(manifest)) {
      try (InputStream in = fileSystem.open(manifest)) {
        for (JsonNode entry : new ObjectMapper().readTree(in).get("entries")) {
          files.add(entry.get("url").asText().replaceFirst("^s3:", uri.getScheme() + ":"));
        }
      }
    }
    return files;
  }
}
