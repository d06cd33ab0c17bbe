package io.financeanalytics.parquet;

import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.parquet.hadoop.codec.CodecConfig;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.SparkToParquetSchemaConverter;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Map;

/**
 * Parquet, written column by column: {@code rows.write().format(ColumnarParquet.NAME)}. Files,
 * their commit and everything about reading are Spark's own; only how values get into pages is not.
 * A schema with columns of other types than {@link ColumnWriter#supports} is left to Spark's
 * writer.
 */
public final class ColumnarParquet extends ParquetFileFormat {

  /** What Spark calls the format. */
  public static final String NAME = ColumnarParquet.class.getName();

  private static final long serialVersionUID = 1L;

  /** For Spark. */
  public ColumnarParquet() {}

  @Override
  public OutputWriterFactory prepareWrite(
      SparkSession spark, Job job, Map<String, String> options, StructType schema) {
    OutputWriterFactory ordinary = super.prepareWrite(spark, job, options, schema);
    MessageType form =
        new SparkToParquetSchemaConverter(spark.sessionState().conf()).convert(schema);
    return ColumnWriter.supports(schema, form) ? new Factory() : ordinary;
  }

  private static final class Factory extends OutputWriterFactory {

    private static final long serialVersionUID = 1L;

    @Override
    public String getFileExtension(TaskAttemptContext task) {
      return CodecConfig.from(task).getCodec().getExtension() + ".parquet";
    }

    @Override
    public OutputWriter newInstance(String path, StructType schema, TaskAttemptContext task) {
      return new ParquetRowWriter(
          path, schema, task.getConfiguration(), CodecConfig.from(task).getCodec());
    }
  }
}
