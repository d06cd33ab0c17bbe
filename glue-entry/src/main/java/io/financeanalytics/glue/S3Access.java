package io.financeanalytics.glue;

import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Lets Hadoop find S3 where the AWS SDK would find it, and give up within a minute when it is not
 * there. What the platform or the person who submits the job has set stays as it is.
 */
final class S3Access {

  private static final String S3A = "org.apache.hadoop.fs.s3a.S3AFileSystem";

  /** How Spark marks what it sets where nobody has set anything, such as S3's public endpoint. */
  private static final String SPARKS_DEFAULTS = "Set by Spark to default values";

  private S3Access() {}

  static void configure(Configuration hadoop, Map<String, String> environment) {
    // Glue and EMR offer s3:// themselves; elsewhere it is another name for s3a://.
    setIfUnset(hadoop, "fs.s3.impl", S3A);
    first(environment, "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
        .ifPresent(
            endpoint -> {
              setIfUnset(hadoop, "fs.s3a.endpoint", endpoint);
              setIfUnset(hadoop, "fs.s3a.path.style.access", "true");
              setIfUnset(
                  hadoop,
                  "fs.s3a.connection.ssl.enabled",
                  String.valueOf("https".equals(URI.create(endpoint).getScheme())));
            });
    first(environment, "AWS_REGION", "AWS_DEFAULT_REGION")
        .ifPresent(region -> setIfUnset(hadoop, "fs.s3a.endpoint.region", region));
    setIfUnset(hadoop, "fs.s3a.attempts.maximum", "3");
    setIfUnset(hadoop, "fs.s3a.retry.limit", "3");
    setIfUnset(hadoop, "fs.s3a.connection.establish.timeout", "5000");
    // To rename is to copy in S3. Files are moved once, not twice, to their place, which nobody
    // looks
    // into before the job that writes them has ended.
    setIfUnset(hadoop, "mapreduce.fileoutputcommitter.algorithm.version", "2");
  }

  private static Optional<String> first(Map<String, String> environment, String... names) {
    return Arrays.stream(names)
        .map(environment::get)
        .filter(value -> value != null && !value.isBlank())
        .findFirst();
  }

  /** Defaults, which Hadoop's own files or Spark have set, do not count. */
  private static void setIfUnset(Configuration hadoop, String name, String value) {
    String[] sources = hadoop.getPropertySources(name);
    if (sources == null || Arrays.stream(sources).allMatch(S3Access::setsDefaults)) {
      hadoop.set(name, value);
    }
  }

  private static boolean setsDefaults(String source) {
    return source.endsWith("-default.xml") || source.contains(SPARKS_DEFAULTS);
  }
}
