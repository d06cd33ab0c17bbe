package io.financeanalytics.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Identifiers, names and attributes in the form in which AWS would make them. */
final class MadeUpNames {

  /** Prefixes of identifiers that are hexadecimal. */
  private static final Map<String, String> PREFIXES =
      Map.ofEntries(
          Map.entry("AWS::EC2::VPC", "vpc"),
          Map.entry("AWS::EC2::Subnet", "subnet"),
          Map.entry("AWS::EC2::SecurityGroup", "sg"),
          Map.entry("AWS::EC2::RouteTable", "rtb"),
          Map.entry("AWS::EC2::InternetGateway", "igw"),
          Map.entry("AWS::EC2::NatGateway", "nat"),
          Map.entry("AWS::EC2::Instance", "i"),
          Map.entry("AWS::EC2::LaunchTemplate", "lt"));

  /** The property with the name that a resource is known by, if the template gives it one. */
  private static final Map<String, String> OWN_NAMES =
      Map.of(
          "AWS::Glue::Job", "/Name",
          "AWS::Glue::SecurityConfiguration", "/Name",
          "AWS::Glue::Connection", "/ConnectionInput/Name",
          "AWS::Glue::Database", "/DatabaseInput/Name",
          "AWS::Logs::LogGroup", "/LogGroupName",
          "AWS::RedshiftServerless::Namespace", "/NamespaceName",
          "AWS::RedshiftServerless::Workgroup", "/WorkgroupName");

  /** The last part of the stack's ARN, which no other stack has. */
  static final String STACK_ID = "0a1b2c3d-1111-2222-3333-444455556666";

  private final String region;
  private final String account;
  private final String stack;

  MadeUpNames(String region, String account, String stack) {
    this.region = region;
    this.account = account;
    this.stack = stack;
  }

  String stackId() {
    return arn("cloudformation", "stack/" + stack + "/" + STACK_ID);
  }

  ArrayNode zones() {
    ArrayNode zones = JsonNodeFactory.instance.arrayNode().add(region + "a").add(region + "b");
    return region.equals("us-west-1") ? zones : zones.add(region + "c");
  }

  String ref(String id, JsonNode resource, Function<JsonNode, String> resolved) {
    String type = resource.path("Type").asText();
    if (PREFIXES.containsKey(type)) {
      return PREFIXES.get(type) + "-" + hex(id, 17);
    }
    return switch (type) {
      case "AWS::SNS::Topic" -> arn("sns", name(id, resource, resolved));
      case "AWS::StepFunctions::StateMachine" ->
          arn("states", "stateMachine:" + name(id, resource, resolved));
      case "AWS::SQS::Queue" ->
          "https://sqs."
              + region
              + ".amazonaws.com/"
              + account
              + "/"
              + name(id, resource, resolved);
      case "AWS::KMS::Key" -> "11112222-3333-4444-5555-" + hex(id, 12);
      default -> name(id, resource, resolved);
    };
  }

  String attribute(
      String id, JsonNode resource, String attribute, Function<JsonNode, String> resolved) {
    String type = resource.path("Type").asText();
    String name = name(id, resource, resolved);
    return switch (type + " " + attribute) {
      case "AWS::S3::Bucket Arn" -> "arn:aws:s3:::" + name;
      case "AWS::IAM::Role Arn" -> "arn:aws:iam::" + account + ":role/" + name;
      case "AWS::KMS::Key Arn" -> arn("kms", "key/" + ref(id, resource, resolved));
      case "AWS::Logs::LogGroup Arn" -> arn("logs", "log-group:" + name + ":*");
      case "AWS::SQS::Queue Arn" -> arn("sqs", name);
      case "AWS::SQS::Queue QueueName", "AWS::StepFunctions::StateMachine Name" -> name;
      case "AWS::DynamoDB::Table Arn" -> arn("dynamodb", "table/" + name);
      case "AWS::EC2::EIP AllocationId" -> "eipalloc-" + hex(id, 17);
      case "AWS::EC2::LaunchTemplate LatestVersionNumber" -> "1";
      case "AWS::Redshift::Cluster Endpoint.Address" ->
          name + ".abc123." + region + ".redshift.amazonaws.com";
      case "AWS::Redshift::Cluster Endpoint.Port" -> "5439";
      case "AWS::Redshift::Cluster MasterPasswordSecretArn" ->
          arn("secretsmanager", "secret:redshift!" + name + "-finance_admin-AbCdEf");
      case "AWS::RedshiftServerless::Workgroup Workgroup.Endpoint.Address" ->
          name + "." + account + "." + region + ".redshift-serverless.amazonaws.com";
      default -> throw new IllegalArgumentException("What is " + attribute + " of a " + type + "?");
    };
  }

  private String name(String id, JsonNode resource, Function<JsonNode, String> resolved) {
    String type = resource.path("Type").asText();
    String own =
        OWN_NAMES.containsKey(type)
            ? resolved.apply(resource.at("/Properties" + OWN_NAMES.get(type)))
            : "";
    if (!own.isEmpty()) {
      return own;
    }
    String made = stack + "-" + id + "-" + hex(id, 12);
    boolean lower = type.equals("AWS::S3::Bucket") || type.startsWith("AWS::Redshift");
    return lower ? made.toLowerCase(Locale.ROOT) : made;
  }

  private String arn(String service, String rest) {
    return "arn:aws:" + service + ":" + region + ":" + account + ":" + rest;
  }

  private static String hex(String id, int length) {
    return "%08x%08x%08x"
        .formatted(id.hashCode(), id.length(), 7 * id.hashCode())
        .substring(0, length);
  }
}
