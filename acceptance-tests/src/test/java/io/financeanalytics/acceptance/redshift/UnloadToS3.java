package io.financeanalytics.acceptance.redshift;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * UNLOAD of a query into Parquet files and a manifest. Rows go to two files in turn, as the slices
 * of a cluster write files of their own. A query without rows writes nothing.
 */
final class UnloadToS3 {

  private static final int SLICES = 2;

  private final String query;
  private final S3Path target;
  private final TransferOptions options;
  private final S3Reader s3;

  private UnloadToS3(String query, S3Path target, TransferOptions options, S3Reader s3) {
    this.query = query;
    this.target = target;
    this.options = options;
    this.s3 = s3;
  }

  /** Understands a statement. */
  static UnloadToS3 of(List<SqlToken> statement, S3Server s3) throws RedshiftError {
    SqlCursor cursor = new SqlCursor(statement);
    cursor.expect("unload");
    cursor.expect("(");
    String query = cursor.literal().value();
    cursor.expect(")");
    cursor.expect("to");
    S3Path target = S3Path.of(cursor.literal().value());
    TransferOptions options = TransferOptions.of("UNLOAD", cursor, s3);
    return new UnloadToS3(query, target, options, new S3Reader(s3));
  }

  /** Writes the files. */
  void run(Backend backend, SqlRewrite rewrite) throws IOException, RedshiftError {
    List<SqlToken> tokens = SqlToken.tokens(query);
    refuseLimit(tokens);
    if (!s3.keys(target).isEmpty() && !options.has("ALLOWOVERWRITE")) {
      throw RedshiftError.of(
          "XX000",
          "Specified unload destination on S3 is not empty. Consider using a different bucket /"
              + " prefix, manually removing the target files in S3, or using the ALLOWOVERWRITE"
              + " option.");
    }
    SqlPlan plan = rewrite.plan(tokens);
    if (plan instanceof SqlPlan.Refusal) {
      throw ((SqlPlan.Refusal) plan).error();
    }
    Slices slices = new Slices(options.is("PARALLEL", "OFF") ? 1 : SLICES);
    backend.query(((SqlPlan.Forward) plan).sql(), slices);
    ArrayNode entries = new ObjectMapper().createArrayNode();
    for (int i = 0; i < slices.files.size(); i++) {
      byte[] content = slices.files.get(i).finish();
      S3Path path = target.with(target.key() + String.format("%04d_part_00.parquet", i));
      s3.put(path, content);
      ObjectNode entry = entries.addObject().put("url", path.toString());
      entry.putObject("meta").put("content_length", content.length);
    }
    if (options.has("MANIFEST") && !slices.files.isEmpty()) {
      ObjectMapper json = new ObjectMapper();
      s3.put(
          target.with(target.key() + "manifest"),
          json.writeValueAsBytes(json.createObjectNode().set("entries", entries)));
    }
  }

  private static void refuseLimit(List<SqlToken> tokens) throws RedshiftError {
    int depth = 0;
    for (SqlToken token : tokens) {
      if (token.is("(")) {
        depth++;
      } else if (token.is(")")) {
        depth--;
      } else if (depth == 0 && token.is("limit")) {
        throw RedshiftError.of("0A000", "Limit clause is not supported");
      }
    }
  }

  private static final class Slices implements Backend.Rows {
    private final int count;
    private final List<UnloadedFile> files = new ArrayList<>();
    private List<Backend.Column> columns;
    private long rows;

    Slices(int count) {
      this.count = count;
    }

    @Override
    public void columns(List<Backend.Column> newColumns) {
      columns = newColumns;
    }

    @Override
    public void row(String[] values) throws IOException, RedshiftError {
      if (files.size() < count) {
        files.add(new UnloadedFile(columns));
      }
      files.get((int) (rows % count)).add(values);
      rows++;
    }
  }
}
