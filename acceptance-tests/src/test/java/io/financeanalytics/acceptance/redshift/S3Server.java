package io.financeanalytics.acceptance.redshift;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Predicate;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.TransientApiMetadata;
import org.jclouds.blobstore.domain.Blob;
import org.jclouds.blobstore.domain.PageSet;
import org.jclouds.blobstore.domain.StorageMetadata;
import org.jclouds.blobstore.options.ListContainerOptions;
import org.jclouds.rest.AuthorizationException;

/**
 * S3 on a free port of the loopback address. Objects are held in memory and are gone when it is
 * closed. Requests must be signed with its one pair of keys, as with the real one.
 */
public final class S3Server implements AutoCloseable {

  private static final String ACCESS_KEY = "finance-access-key";
  private static final String SECRET_KEY = "finance-secret-key";

  private final BlobStoreContext context;
  private final S3Proxy proxy;
  private final Set<Predicate<String>> denied = new CopyOnWriteArraySet<>();

  private S3Server(BlobStoreContext context, S3Proxy proxy) {
    this.context = context;
    this.proxy = proxy;
  }

  /** Starts an empty server. */
  public static S3Server start() {
    BlobStoreContext context =
        ContextBuilder.newBuilder(new TransientApiMetadata())
            .credentials(ACCESS_KEY, SECRET_KEY)
            .overrides(new Properties())
            .build(BlobStoreContext.class);
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(context.getBlobStore())
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
            .ignoreUnknownHeaders(true)
            .build();
    S3Server server = new S3Server(context, proxy);
    proxy.setBlobStoreLocator(
        (identity, bucket, key) -> ACCESS_KEY.equals(identity) ? server.locate(bucket, key) : null);
    try {
      proxy.start();
    } catch (Exception e) {
      throw new IllegalStateException("S3 does not start", e);
    }
    return server;
  }

  private Map.Entry<String, BlobStore> locate(String bucket, String key) {
    check(bucket, key);
    return Map.entry(SECRET_KEY, context.getBlobStore());
  }

  /** The address of the protocol; buckets are the first part of the path. */
  public String endpoint() {
    return "http://127.0.0.1:" + proxy.getPort();
  }

  /** The key that requests are signed by. */
  public String accessKey() {
    return ACCESS_KEY;
  }

  /** The secret that requests are signed with. */
  public String secretKey() {
    return SECRET_KEY;
  }

  /** What Hadoop must be told to reach this server by {@code s3a://} and {@code s3://}. */
  public Map<String, String> hadoopOptions() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("fs.s3a.endpoint", endpoint());
    options.put("fs.s3a.endpoint.region", "us-east-1");
    options.put("fs.s3a.path.style.access", "true");
    options.put("fs.s3a.connection.ssl.enabled", "false");
    options.put("fs.s3a.access.key", ACCESS_KEY);
    options.put("fs.s3a.secret.key", SECRET_KEY);
    options.put(
        "fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
    options.put("fs.s3a.attempts.maximum", "1");
    options.put("fs.s3a.retry.limit", "1");
    options.put("fs.s3a.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem");
    options.put("fs.s3.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem");
    return options;
  }

  /** Makes an empty bucket. */
  public void createBucket(String bucket) {
    context.getBlobStore().createContainerInLocation(null, bucket);
  }

  /** The names of its buckets. */
  public List<String> buckets() {
    List<String> names = new ArrayList<>();
    context.getBlobStore().list().forEach(bucket -> names.add(bucket.getName()));
    return names;
  }

  /** Refuses every request for a bucket with 403 from now on. */
  public void deny(String bucket) {
    denied.add(path -> path.startsWith(bucket + "/"));
  }

  /**
   * Refuses requests with 403 from now on.
   *
   * @param path tells which, by bucket, a slash, and the key, which is empty for the bucket itself
   */
  public void deny(Predicate<String> path) {
    denied.add(path);
  }

  /** Refuses nothing from now on. */
  public void allowAll() {
    denied.clear();
  }

  private void check(String bucket, String key) {
    String path = bucket + "/" + (key == null ? "" : key);
    if (bucket != null && denied.stream().anyMatch(rule -> rule.test(path))) {
      throw new AuthorizationException("Access Denied");
    }
  }

  /** The keys of a bucket that begin with a prefix, in order. */
  public List<String> keys(String bucket, String prefix) {
    List<String> keys = new ArrayList<>();
    ListContainerOptions options = ListContainerOptions.Builder.recursive().prefix(prefix);
    String marker = null;
    do {
      ListContainerOptions page = marker == null ? options : options.clone().afterMarker(marker);
      PageSet<? extends StorageMetadata> found = context.getBlobStore().list(bucket, page);
      found.forEach(object -> keys.add(object.getName()));
      marker = found.getNextMarker();
    } while (marker != null);
    return keys;
  }

  /** Puts an object. */
  public void put(String bucket, String key, byte[] content) {
    BlobStore store = context.getBlobStore();
    Blob blob = store.blobBuilder(key).payload(content).contentLength(content.length).build();
    store.putBlob(bucket, blob);
  }

  /** The content of an object, or null when there is none. */
  public byte[] get(String bucket, String key) {
    Blob blob = context.getBlobStore().getBlob(bucket, key);
    if (blob == null) {
      return null;
    }
    try (InputStream content = blob.getPayload().openStream()) {
      return content.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Deletes an object, if there is one. */
  public void delete(String bucket, String key) {
    context.getBlobStore().removeBlob(bucket, key);
  }

  /** Whether requests for an object are refused now. */
  boolean denies(String bucket, String key) {
    try {
      check(bucket, key);
      return false;
    } catch (AuthorizationException e) {
      return true;
    }
  }

  /** Whether there is such a bucket. */
  boolean hasBucket(String bucket) {
    return context.getBlobStore().containerExists(bucket);
  }

  @Override
  public void close() {
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      context.close();
    }
  }
}
