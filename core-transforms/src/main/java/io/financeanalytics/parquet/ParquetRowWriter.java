package io.financeanalytics.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.package$;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.parquet.SparkToParquetSchemaConverter;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;

/** Writes rows to one file, in row groups of a bounded size. */
final class ParquetRowWriter implements Closeable {

  private static final SparkToParquetSchemaConverter FORM =
      new SparkToParquetSchemaConverter(
          false, SQLConf.ParquetOutputTimestampType$.MODULE$.TIMESTAMP_MICROS(), false);

  /** The most rows of a row group; less when they are large. */
  private static final int MOST_ROWS = 1 << 19;

  private static final long MOST_BYTES = 48L << 20;
  private static final int ROWS_BETWEEN_LOOKS = 4096;

  private final ParquetFileWriter file;
  private final CodecFactory codecs;
  private final PageWriter pages;
  private final ColumnWriter[] columns;
  private final Map<String, String> metadata;
  private int rows;

  /**
   * A writer; what stands in the file's place is replaced.
   *
   * @param path the file
   * @param schema the columns of the rows
   */
  ParquetRowWriter(Path path, StructType schema, Configuration hadoop) throws IOException {
    this.metadata =
        Map.of(
            "org.apache.spark.version", package$.MODULE$.SPARK_VERSION(),
            "org.apache.spark.sql.parquet.row.metadata", schema.json());
    MessageType message = FORM.convert(schema);
    this.file =
        new ParquetFileWriter(
            HadoopOutputFile.fromPath(path, hadoop),
            message,
            ParquetFileWriter.Mode.OVERWRITE,
            ParquetWriter.DEFAULT_BLOCK_SIZE,
            ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
            ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
            ParquetProperties.DEFAULT_STATISTICS_TRUNCATE_LENGTH,
            ParquetProperties.DEFAULT_PAGE_WRITE_CHECKSUM_ENABLED,
            (FileEncryptionProperties) null);
    file.start();
    this.codecs = new CodecFactory(hadoop, ParquetWriter.DEFAULT_PAGE_SIZE);
    this.pages = new PageWriter(file, codecs.getCompressor(CompressionCodecName.SNAPPY));
    List<ColumnDescriptor> descriptors = message.getColumns();
    this.columns =
        IntStream.range(0, descriptors.size())
            .mapToObj(i -> ColumnWriter.of(schema.apply(i).dataType(), i, descriptors.get(i)))
            .toArray(ColumnWriter[]::new);
  }

  void write(InternalRow row) throws IOException {
    for (ColumnWriter column : columns) {
      column.add(row);
    }
    rows++;
    if (rows == MOST_ROWS || (rows % ROWS_BETWEEN_LOOKS == 0 && bytes() > MOST_BYTES)) {
      flush();
    }
  }

  /** Completes the file. */
  @Override
  public void close() throws IOException {
    try {
      if (rows > 0) {
        flush();
      }
      file.end(metadata);
    } finally {
      codecs.release();
    }
  }

  private long bytes() {
    return Arrays.stream(columns).mapToLong(ColumnWriter::bytes).sum();
  }

  private void flush() throws IOException {
    file.startBlock(rows);
    for (ColumnWriter column : columns) {
      column.flush(pages);
    }
    file.endBlock();
    rows = 0;
  }
}
