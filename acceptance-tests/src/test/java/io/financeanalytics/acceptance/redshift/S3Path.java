package io.financeanalytics.acceptance.redshift;

/**
 * A place in S3.
 *
 * @param bucket its bucket
 * @param key its key, or the beginning of one
 */
record S3Path(String bucket, String key) {

  private static final String SCHEME = "s3://";

  static S3Path of(String url) throws RedshiftError {
    int slash = url.startsWith(SCHEME) ? url.indexOf('/', SCHEME.length()) : -1;
    if (slash < 0) {
      throw RedshiftError.of("XX000", "The path '" + url + "' is not a valid S3 path");
    }
    return new S3Path(url.substring(SCHEME.length(), slash), url.substring(slash + 1));
  }

  S3Path with(String newKey) {
    return new S3Path(bucket, newKey);
  }

  @Override
  public String toString() {
    return SCHEME + bucket + "/" + key;
  }
}
