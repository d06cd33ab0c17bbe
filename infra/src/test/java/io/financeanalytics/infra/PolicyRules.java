package io.financeanalytics.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who may do what: no wildcards but where AWS knows nothing narrower, and nobody's deputy is
 * confused.
 */
final class PolicyRules {

  /** Actions for which AWS offers no resources. */
  private static final Set<String> WITHOUT_RESOURCES =
      Set.of(
          "cloudwatch:PutMetricData",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeRouteTables",
          "ec2:DescribeSecurityGroups",
          "ec2:DescribeSubnets",
          "ec2:DescribeVpcAttribute",
          "ec2:DescribeVpcEndpoints",
          "glue:GetSecurityConfiguration",
          "logs:CreateLogDelivery",
          "logs:GetLogDelivery",
          "logs:UpdateLogDelivery",
          "logs:DeleteLogDelivery",
          "logs:ListLogDeliveries",
          "logs:PutResourcePolicy",
          "logs:DescribeResourcePolicies",
          "logs:DescribeLogGroups",
          "xray:PutTraceSegments",
          "xray:PutTelemetryRecords",
          "xray:GetSamplingRules",
          "xray:GetSamplingTargets",
          "ssm:UpdateInstanceInformation",
          "ssmmessages:CreateControlChannel",
          "ssmmessages:CreateDataChannel",
          "ssmmessages:OpenControlChannel",
          "ssmmessages:OpenDataChannel");

  /** EC2 hands a role to an instance itself and sends no source account. */
  private static final Set<String> WITHOUT_SOURCE_ACCOUNT = Set.of("ec2.amazonaws.com");

  /** Names that would keep a second stack, or a replacement, from being made. */
  private static final List<String> FIXED_NAMES =
      List.of(
          "RoleName",
          "BucketName",
          "TableName",
          "TopicName",
          "QueueName",
          "GroupName",
          "ClusterIdentifier",
          "StateMachineName",
          "AlarmName",
          "InstanceProfileName");

  private static final Set<String> OF_OBJECTS =
      Set.of(
          "s3:GetObject",
          "s3:GetObjectVersion",
          "s3:PutObject",
          "s3:DeleteObject",
          "s3:AbortMultipartUpload",
          "s3:ListMultipartUploadParts");

  private final Stack stack;
  private final Findings findings = new Findings();

  private PolicyRules(Stack stack) {
    this.stack = stack;
  }

  static List<String> findings(Stack stack) {
    PolicyRules rules = new PolicyRules(stack);
    ofIdentities(stack).forEach(rules::ofIdentity);
    ofResources(stack).forEach(rules::ofResource);
    stack.ofType("AWS::IAM::Role").forEach(rules::role);
    stack.resources().forEach(rules::name);
    rules.key();
    rules.rawFilesAreReadOnly();
    return rules.findings.all();
  }

  /** The statements of roles. */
  static List<Statement> ofIdentities(Stack stack) {
    List<Statement> statements = new ArrayList<>();
    for (Stack.Resource role : stack.ofType("AWS::IAM::Role")) {
      for (JsonNode policy : role.at("/Policies")) {
        policy
            .at("/PolicyDocument/Statement")
            .forEach(statement -> statements.add(new Statement(role.id(), statement)));
      }
    }
    for (Stack.Resource policy : stack.ofType("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy")) {
      policy
          .at("/PolicyDocument/Statement")
          .forEach(statement -> statements.add(new Statement(policy.id(), statement)));
    }
    return statements;
  }

  /** What a role may do, by its own policies and those attached to it. */
  static List<Statement> ofRole(Stack stack, String role) {
    List<String> owners = new ArrayList<>(List.of(role));
    String name = new MadeUp(stack).ref(role);
    for (Stack.Resource policy : stack.ofType("AWS::IAM::Policy")) {
      if (policy.at("/Roles").toString().contains("\"" + name + "\"")) {
        owners.add(policy.id());
      }
    }
    return ofIdentities(stack).stream()
        .filter(statement -> owners.contains(statement.owner()))
        .toList();
  }

  private static List<Statement> ofResources(Stack stack) {
    List<Statement> statements = new ArrayList<>();
    for (Stack.Resource resource : stack.resources()) {
      if (!resource.type().startsWith("AWS::IAM::")) {
        for (String path : List.of("/PolicyDocument/Statement", "/KeyPolicy/Statement")) {
          resource
              .at(path)
              .forEach(statement -> statements.add(new Statement(resource.id(), statement)));
        }
      }
    }
    return statements;
  }

  private void ofIdentity(Statement statement) {
    String name = statement.name();
    for (String action : statement.actions()) {
      findings.require(!action.contains("*"), name, "the action " + action + " has a wildcard");
      findings.require(action.contains(":"), name, "the action " + action + " has no service");
    }
    for (String resource : statement.resources()) {
      if (resource.equals("*")) {
        findings.require(
            WITHOUT_RESOURCES.containsAll(statement.actions()),
            name,
            "speaks of every resource, although AWS knows narrower ones");
      } else {
        findings.require(isNarrow(resource), name, "the resource " + resource + " is wide");
      }
    }
    findings.require(!statement.resources().isEmpty(), name, "speaks of no resource");
    if (statement.actions().contains("cloudwatch:PutMetricData")) {
      findings.require(
          statement.json().at("/Condition/StringEquals/cloudwatch:namespace").isTextual(),
          name,
          "reports metrics of any namespace");
    }
    objectsAndBuckets(statement);
  }

  /** A wildcard may end a resource whose account and beginning are fixed. */
  private static boolean isNarrow(String arn) {
    String[] parts = arn.split(":", 6);
    int wildcard = arn.replace('?', '*').indexOf('*');
    if (parts.length < 6 || wildcard < 0) {
      return parts.length == 6;
    }
    return wildcard > arn.length() - parts[5].length()
        && (parts[2].equals("s3") || parts[4].equals(Resolver.ACCOUNT))
        && arn.substring(wildcard).matches("\\*|:\\*|\\?+");
  }

  private void objectsAndBuckets(Statement statement) {
    List<String> s3 =
        statement.actions().stream().filter(action -> action.startsWith("s3:")).toList();
    boolean ofObjects = s3.stream().anyMatch(OF_OBJECTS::contains);
    boolean ofBuckets =
        s3.stream().anyMatch(action -> !OF_OBJECTS.contains(action) && !action.equals("s3:*"));
    List<String> resources =
        statement.resources().stream().filter(resource -> resource.contains(":s3:::")).toList();
    boolean objects = resources.stream().anyMatch(resource -> resource.contains("/"));
    boolean buckets = resources.stream().anyMatch(resource -> !resource.contains("/"));
    if (ofObjects && !ofBuckets) {
      findings.require(
          !buckets, statement.name(), "allows actions on objects for the ARN of a bucket");
    }
    if (ofBuckets && !ofObjects) {
      findings.require(
          !objects, statement.name(), "allows actions on buckets for the ARN of objects");
    }
    if (ofBuckets && ofObjects) {
      findings.require(
          objects && buckets, statement.name(), "mixes actions on objects and buckets");
    }
  }

  private void ofResource(Statement statement) {
    boolean isEveryone =
        statement.json().path("Principal").asText().equals("*")
            || statement.json().at("/Principal/AWS").asText().equals("*");
    if (!statement.isDeny() && isEveryone) {
      findings.require(
          statement
              .json()
              .at("/Condition/StringEquals/aws:PrincipalAccount")
              .asText()
              .equals(Resolver.ACCOUNT),
          statement.name(),
          "lets everyone in");
    }
    for (String service : statement.services()) {
      boolean isLogs = service.startsWith("logs.");
      findings.require(
          statement.isDeny()
              || statement.json().at("/Condition/StringEquals/aws:SourceAccount").isTextual()
              || (isLogs && statement.json().at("/Condition/ArnLike").size() == 1),
          statement.name(),
          "lets " + service + " act for any account");
    }
    objectsAndBuckets(statement);
  }

  private void role(Stack.Resource role) {
    findings.require(
        role.at("/ManagedPolicyArns").isMissingNode(), role, "has policies that AWS manages");
    for (JsonNode trust : role.at("/AssumeRolePolicyDocument/Statement")) {
      Statement statement = new Statement(role.id(), trust);
      findings.require(
          WITHOUT_SOURCE_ACCOUNT.containsAll(statement.services())
              || trust
                  .at("/Condition/StringEquals/aws:SourceAccount")
                  .asText()
                  .equals(Resolver.ACCOUNT),
          role,
          "may be taken for any account (aws:SourceAccount)");
      findings.require(!statement.services().isEmpty(), role, "is not for a service of AWS");
    }
  }

  private void name(Stack.Resource resource) {
    for (String name : FIXED_NAMES) {
      findings.require(
          resource.at("/" + name).isMissingNode() || !isOwnName(resource, name),
          resource,
          "has a fixed " + name);
    }
  }

  /**
   * A bucket policy's Bucket or a log's TableName refer to others; only these types name
   * themselves.
   */
  private static boolean isOwnName(Stack.Resource resource, String name) {
    Map<String, String> types =
        Map.of(
            "RoleName", "AWS::IAM::Role",
            "BucketName", "AWS::S3::Bucket",
            "TableName", "AWS::DynamoDB::Table",
            "TopicName", "AWS::SNS::Topic",
            "QueueName", "AWS::SQS::Queue",
            "GroupName", "AWS::EC2::SecurityGroup",
            "ClusterIdentifier", "AWS::Redshift::Cluster",
            "StateMachineName", "AWS::StepFunctions::StateMachine",
            "AlarmName", "AWS::CloudWatch::Alarm",
            "InstanceProfileName", "AWS::IAM::InstanceProfile");
    return types.get(name).equals(resource.type());
  }

  private void key() {
    for (Stack.Resource key : stack.ofType("AWS::KMS::Key")) {
      findings.require(key.at("/EnableKeyRotation").asBoolean(), key, "is not rotated");
      boolean limited = false;
      for (JsonNode json : key.at("/KeyPolicy/Statement")) {
        Statement statement = new Statement(key.id(), json);
        limited |=
            statement.isDeny()
                && statement.actions().contains("kms:CreateGrant")
                && json.at("/Condition/BoolIfExists/kms:GrantIsForAWSResource")
                    .asText()
                    .equals("false");
        boolean isAccount =
            json.at("/Principal/AWS").asText().equals("arn:aws:iam::" + Resolver.ACCOUNT + ":root");
        findings.require(
            statement.isDeny()
                || isAccount
                || statement.actions().stream().noneMatch(action -> action.contains("*")),
            statement.name(),
            "gives every right on the key");
      }
      findings.require(limited, key, "anybody may give grants");
    }
  }

  /** The job, the crawler and Redshift read raw files; none of them writes or deletes one. */
  private void rawFilesAreReadOnly() {
    String file = "arn:aws:s3:::" + new MadeUp(stack).bucket("RawBucket") + "/raw/cogs.csv";
    for (Statement statement : ofIdentities(stack)) {
      for (String action : List.of("s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion")) {
        findings.require(!statement.covers(action, file), statement.name(), "may change raw files");
      }
    }
  }
}
