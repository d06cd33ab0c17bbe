package io.financeanalytics.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** Logs, messages and keys: encrypted, kept long enough, and closed to others. */
final class KeepRules {

  /** What would be lost with them cannot be made again. */
  private static final Set<String> STATEFUL =
      Set.of(
          "AWS::S3::Bucket",
          "AWS::KMS::Key",
          "AWS::Logs::LogGroup",
          "AWS::RedshiftServerless::Namespace");

  /** The second one lets a stack that could not be made leave nothing behind. */
  private static final Set<String> KEEPS = Set.of("Retain", "RetainExceptOnCreate");

  private final Stack stack;
  private final Findings findings = new Findings();

  private KeepRules(Stack stack) {
    this.stack = stack;
  }

  static List<String> findings(Stack stack) {
    KeepRules rules = new KeepRules(stack);
    stack.resources().forEach(rules::stays);
    stack.ofType("AWS::Logs::LogGroup").forEach(rules::logGroup);
    for (Stack.Resource topic : stack.ofType("AWS::SNS::Topic")) {
      rules.findings.require(!topic.text("/KmsMasterKeyId").isEmpty(), topic, "is not encrypted");
    }
    for (Stack.Resource queue : stack.ofType("AWS::SQS::Queue")) {
      rules.findings.require(!queue.text("/KmsMasterKeyId").isEmpty(), queue, "is not encrypted");
    }
    for (Stack.Resource table : stack.ofType("AWS::DynamoDB::Table")) {
      rules.findings.require(
          table.text("/SSESpecification/SSEType").equals("KMS"),
          table,
          "is not encrypted with our key");
    }
    stack.ofType("AWS::SNS::TopicPolicy", "AWS::SQS::QueuePolicy").forEach(rules::tlsOnly);
    stack.ofType("AWS::EC2::Instance").forEach(rules::instance);
    return rules.findings.all();
  }

  private void stays(Stack.Resource resource) {
    if (STATEFUL.contains(resource.type())) {
      findings.require(
          KEEPS.contains(resource.json().path("DeletionPolicy").asText()),
          resource,
          "DeletionPolicy is not Retain");
      findings.require(
          resource.json().path("UpdateReplacePolicy").asText().equals("Retain"),
          resource,
          "UpdateReplacePolicy is not Retain");
    }
  }

  private void logGroup(Stack.Resource group) {
    findings.require(!group.text("/KmsKeyId").isEmpty(), group, "is not encrypted");
    findings.require(
        group.at("/RetentionInDays").asInt() >= 365, group, "is kept for less than a year");
    String name = group.text("/LogGroupName");
    findings.require(
        name.isEmpty() || name.contains(MadeUpNames.STACK_ID.substring(0, 8)),
        group,
        "is in the way of the next stack of that name, because it stays");
  }

  private void tlsOnly(Stack.Resource policy) {
    boolean denied = false;
    for (JsonNode statement : policy.at("/PolicyDocument/Statement")) {
      denied |=
          statement.path("Effect").asText().equals("Deny")
              && statement.at("/Condition/Bool/aws:SecureTransport").asText().equals("false");
    }
    findings.require(denied, policy, "allows messages without TLS");
  }

  private void instance(Stack.Resource instance) {
    findings.require(
        instance.at("/BlockDeviceMappings/0/Ebs/Encrypted").asBoolean(),
        instance,
        "its disk is not encrypted");
    findings.require(
        stack
            .get("TunnelLaunch")
            .text("/LaunchTemplateData/MetadataOptions/HttpTokens")
            .equals("required"),
        instance,
        "its metadata need no token");
    findings.require(instance.at("/KeyName").isMissingNode(), instance, "has an SSH key");
  }
}
