package io.financeanalytics.acceptance.redshift;

import java.util.List;

/** S3 as Redshift sees it: with Redshift's messages when something is missing or refused. */
final class S3Reader {

  private final S3Server s3;

  S3Reader(S3Server s3) {
    this.s3 = s3;
  }

  /** The content of an object that has to be there. */
  byte[] get(S3Path path) throws RedshiftError {
    byte[] content = getIfThere(path);
    if (content == null) {
      throw RedshiftError.of(
          "XX000", "The specified S3 prefix '" + path.key() + "' does not exist");
    }
    return content;
  }

  /** The content of an object, or null. */
  byte[] getIfThere(S3Path path) throws RedshiftError {
    check(path);
    return s3.get(path.bucket(), path.key());
  }

  List<String> keys(S3Path prefix) throws RedshiftError {
    check(prefix);
    return s3.keys(prefix.bucket(), prefix.key());
  }

  void put(S3Path path, byte[] content) throws RedshiftError {
    check(path);
    s3.put(path.bucket(), path.key(), content);
  }

  private void check(S3Path path) throws RedshiftError {
    if (!s3.hasBucket(path.bucket())) {
      throw failed("The specified bucket does not exist,Status 404,Error NoSuchBucket", path);
    }
    if (s3.denies(path.bucket(), path.key())) {
      throw failed("Access Denied,Status 403,Error AccessDenied", path);
    }
  }

  private static RedshiftError failed(String why, S3Path path) {
    return RedshiftError.of(
        "XX000",
        "S3ServiceException:" + why,
        "error:  S3ServiceException:" + why + "\ncode:      8001\ncontext:   Listing " + path);
  }
}
