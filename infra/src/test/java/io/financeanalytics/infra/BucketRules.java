package io.financeanalytics.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Buckets are private, encrypted, versioned, logged, and stay when the stack goes. */
final class BucketRules {

  /**
   * Redshift's audit log and S3's access log cannot be written under a KMS key, nor logs be logged.
   */
  private static final String LOGS = "LogsBucket";

  private final Stack stack;
  private final Findings findings = new Findings();

  private BucketRules(Stack stack) {
    this.stack = stack;
  }

  static List<String> findings(Stack stack) {
    BucketRules rules = new BucketRules(stack);
    stack.ofType("AWS::S3::Bucket").forEach(rules::bucket);
    rules.findings.require(
        stack.ofType("AWS::S3::Bucket").size() == 4, "Stack", "there are not four buckets");
    return rules.findings.all();
  }

  private void bucket(Stack.Resource bucket) {
    for (String block :
        List.of(
            "BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")) {
      findings.require(
          bucket.at("/PublicAccessBlockConfiguration/" + block).asBoolean(),
          bucket,
          block + " is off");
    }
    findings.require(
        bucket.text("/OwnershipControls/Rules/0/ObjectOwnership").equals("BucketOwnerEnforced"),
        bucket,
        "others may own objects");
    findings.require(
        bucket.text("/VersioningConfiguration/Status").equals("Enabled"),
        bucket,
        "has no versions");
    findings.require(
        bucket
            .at("/NotificationConfiguration/EventBridgeConfiguration/EventBridgeEnabled")
            .asBoolean(),
        bucket,
        "does not tell EventBridge");
    encryption(bucket);
    findings.require(
        bucket.id().equals(LOGS)
            || !bucket.text("/LoggingConfiguration/DestinationBucketName").isEmpty(),
        bucket,
        "has no access log");
    lifecycle(bucket);
    findings.require(isTlsOnly(bucket), bucket, "may be used without TLS");
  }

  private void encryption(Stack.Resource bucket) {
    JsonNode rule = bucket.at("/BucketEncryption/ServerSideEncryptionConfiguration/0");
    String algorithm = rule.at("/ServerSideEncryptionByDefault/SSEAlgorithm").asText();
    if (bucket.id().equals(LOGS)) {
      findings.require(algorithm.equals("AES256"), bucket, "AWS could not write its logs");
    } else {
      findings.require(
          algorithm.equals("aws:kms")
              && rule.at("/ServerSideEncryptionByDefault/KMSMasterKeyID")
                  .asText()
                  .contains(":kms:"),
          bucket,
          "is not encrypted with our key");
      findings.require(rule.path("BucketKeyEnabled").asBoolean(), bucket, "has no bucket key");
    }
  }

  private void lifecycle(Stack.Resource bucket) {
    boolean superseded = false;
    boolean incomplete = false;
    for (JsonNode rule : bucket.at("/LifecycleConfiguration/Rules")) {
      superseded |= rule.has("NoncurrentVersionExpiration") && !rule.has("Prefix");
      incomplete |= rule.has("AbortIncompleteMultipartUpload");
      findings.require(
          bucket.id().equals(LOGS)
              || !rule.has("ExpirationInDays")
              || rule.path("Prefix").asText().equals("temp/"),
          bucket,
          "a lifecycle rule deletes data");
    }
    findings.require(superseded, bucket, "keeps old versions for ever");
    findings.require(incomplete, bucket, "keeps incomplete uploads for ever");
  }

  private boolean isTlsOnly(Stack.Resource bucket) {
    String arn = "arn:aws:s3:::" + new MadeUp(stack).bucket(bucket.id());
    for (Stack.Resource policy : stack.ofType("AWS::S3::BucketPolicy")) {
      for (JsonNode statement : policy.at("/PolicyDocument/Statement")) {
        Statement deny = new Statement(policy.id(), statement);
        if (deny.isDeny()
            && deny.resources().containsAll(List.of(arn, arn + "/*"))
            && deny.actions().equals(List.of("s3:*"))
            && statement.at("/Condition/Bool/aws:SecureTransport").asText().equals("false")
            && statement.path("Principal").asText().equals("*")) {
          return true;
        }
      }
    }
    return false;
  }
}
