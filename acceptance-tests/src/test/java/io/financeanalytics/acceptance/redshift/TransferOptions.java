package io.financeanalytics.acceptance.redshift;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What stands behind the address of a COPY or UNLOAD. Only Parquet is understood, and only what
 * goes with it.
 */
final class TransferOptions {

  private static final Set<String> FLAGS =
      Set.of("MANIFEST", "SERIALIZETOJSON", "FILLRECORD", "EXPLICIT_IDS", "ALLOWOVERWRITE");
  private static final Set<String> WITH_VALUE = Set.of("STATUPDATE", "PARALLEL", "REGION");

  private final Map<String, String> options = new TreeMap<>();

  private TransferOptions() {}

  /** Reads them, and checks that they come with a right to S3. */
  static TransferOptions of(String command, SqlCursor cursor, S3Server s3) throws RedshiftError {
    TransferOptions read = new TransferOptions();
    while (cursor.hasMore()) {
      read.option(command, cursor);
    }
    read.checkFormat();
    read.checkRight(s3);
    return read;
  }

  boolean has(String option) {
    return options.containsKey(option);
  }

  /** Whether an option has this value. */
  boolean is(String option, String value) {
    return value.equals(options.get(option));
  }

  private void option(String command, SqlCursor cursor) throws RedshiftError {
    if (cursor.skip("format")) {
      cursor.skip("as");
      options.put("FORMAT", cursor.next().text().toUpperCase(Locale.ROOT));
      return;
    }
    if (cursor.skip("parquet")) {
      options.put("FORMAT", "PARQUET");
      return;
    }
    cursor.skip("with");
    if (cursor.skip("credentials")) {
      cursor.skip("as");
      options.put("CREDENTIALS", cursor.literal().value());
      return;
    }
    if (cursor.skip("iam_role")) {
      options.put(
          "CREDENTIALS",
          cursor.skip("default")
              ? "aws_iam_role=arn:aws:iam::default"
              : "aws_iam_role=" + cursor.literal().value());
      return;
    }
    String name = cursor.peek().text().toUpperCase(Locale.ROOT);
    boolean region = name.equals("REGION") && command.equals("COPY");
    if (FLAGS.contains(name)) {
      cursor.next();
      options.put(name, "");
      cursor.skip("verbose");
    } else if (WITH_VALUE.contains(name) && !region) {
      cursor.next();
      cursor.skip("as");
      options.put(name, cursor.next().text().toUpperCase(Locale.ROOT));
    } else if (cursor.peek().kind() == SqlToken.Kind.WORD) {
      throw RedshiftError.of(
          "0A000", name + " argument is not supported for PARQUET based " + command);
    } else {
      throw cursor.syntaxError();
    }
  }

  private void checkFormat() throws RedshiftError {
    if (!is("FORMAT", "PARQUET")) {
      throw RedshiftError.of("0A000", "Only FORMAT AS PARQUET is understood here");
    }
  }

  private void checkRight(S3Server s3) throws RedshiftError {
    String credentials = options.get("CREDENTIALS");
    if (credentials == null) {
      throw RedshiftError.of("42601", "CREDENTIALS argument is required but not specified");
    }
    boolean role = credentials.startsWith("aws_iam_role=arn:aws:iam::");
    boolean keys =
        List.of(credentials.split(";"))
            .containsAll(
                List.of(
                    "aws_access_key_id=" + s3.accessKey(),
                    "aws_secret_access_key=" + s3.secretKey()));
    if (!role && !keys) {
      throw RedshiftError.of(
          "XX000",
          "Invalid credentials. Must be of the format: credentials 'aws_iam_role=...' or"
              + " 'aws_access_key_id=...;aws_secret_access_key=...[;token=...]'");
    }
  }
}
