package io.financeanalytics.glue.aws;

import io.financeanalytics.UserException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.SerDeInfo;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/**
 * The tables of a Data Catalog database, through which Athena and Spectrum read the Parquet files
 * of a run.
 */
public final class DataCatalog {

  private static final String PARQUET = "org.apache.hadoop.hive.ql.io.parquet.";

  private final String database;

  /**
   * The catalog's tables in a database.
   *
   * @param database the database, which exists
   */
  public DataCatalog(String database) {
    this.database = database;
  }

  /**
   * Points tables to the files of a run, and creates those that are missing. A table moves at once,
   * one after the other: the catalog has no way to move several together.
   *
   * @param tables the tables, by name
   * @param folder the folder that holds a folder for each table
   */
  public void moveTo(Map<String, StructType> tables, String folder) {
    try (GlueClient glue =
        GlueClient.builder()
            .httpClientBuilder(Calls.http())
            .overrideConfiguration(Calls::limits)
            .build()) {
      tables.forEach((name, schema) -> move(glue, table(name, schema, folder)));
    } catch (SdkException e) {
      throw new UserException(
          "The run is published in Redshift, but the Data Catalog database "
              + database
              + " was not moved to it: "
              + Calls.reason(e)
              + ". Mend this and run again; the job's role needs glue:GetTable, glue:CreateTable and"
              + " glue:UpdateTable.",
          e);
    }
  }

  private void move(GlueClient glue, TableInput table) {
    try {
      Table found =
          glue.getTable(request -> request.databaseName(database).name(table.name())).table();
      Optional<String> location =
          Optional.ofNullable(found.storageDescriptor()).map(StorageDescriptor::location);
      if (!location.equals(Optional.of(table.storageDescriptor().location()))) {
        TableInput moved = keepingWhatPeopleAdded(found, table);
        glue.updateTable(request -> request.databaseName(database).tableInput(moved));
      }
    } catch (EntityNotFoundException e) {
      glue.createTable(request -> request.databaseName(database).tableInput(table));
    }
  }

  /** An update replaces the whole table, with descriptions, owner, parameters and comments. */
  private static TableInput keepingWhatPeopleAdded(Table found, TableInput table) {
    Map<String, String> parameters = new HashMap<>(found.parameters());
    parameters.putAll(table.parameters());
    StorageDescriptor.Builder storage = table.storageDescriptor().toBuilder();
    if (found.storageDescriptor() != null) {
      storage.parameters(found.storageDescriptor().parameters());
      Map<String, Column> columns = new HashMap<>();
      found.storageDescriptor().columns().forEach(column -> columns.put(column.name(), column));
      storage.columns(
          table.storageDescriptor().columns().stream()
              .map(
                  column ->
                      columns.getOrDefault(column.name(), column).toBuilder()
                          .type(column.type())
                          .build())
              .toList());
    }
    return table.toBuilder()
        .description(found.description())
        .owner(found.owner())
        .retention(found.retention())
        .parameters(parameters)
        .storageDescriptor(storage.build())
        .build();
  }

  private static TableInput table(String name, StructType schema, String folder) {
    List<Column> columns =
        Arrays.stream(schema.fields())
            .map(
                field ->
                    Column.builder()
                        .name(field.name().toLowerCase(Locale.ROOT))
                        .type(field.dataType().catalogString())
                        .build())
            .toList();
    SerDeInfo serde =
        SerDeInfo.builder()
            .serializationLibrary(PARQUET + "serde.ParquetHiveSerDe")
            .parameters(Map.of("serialization.format", "1"))
            .build();
    StorageDescriptor storage =
        StorageDescriptor.builder()
            .columns(columns)
            .location(folder.replaceFirst("^s3[an]://", "s3://") + "/" + name + "/")
            .inputFormat(PARQUET + "MapredParquetInputFormat")
            .outputFormat(PARQUET + "MapredParquetOutputFormat")
            .serdeInfo(serde)
            .build();
    return TableInput.builder()
        .name(name.toLowerCase(Locale.ROOT))
        .tableType("EXTERNAL_TABLE")
        .parameters(Map.of("classification", "parquet", "EXTERNAL", "TRUE"))
        .storageDescriptor(storage)
        .build();
  }
}
