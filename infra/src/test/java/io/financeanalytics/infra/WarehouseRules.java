package io.financeanalytics.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Redshift is private, encrypted, audited, backed up, and keeps its data when the stack goes. */
final class WarehouseRules {

  private final Stack stack;
  private final Findings findings = new Findings();

  private WarehouseRules(Stack stack) {
    this.stack = stack;
  }

  static List<String> findings(Stack stack) {
    WarehouseRules rules = new WarehouseRules(stack);
    List<Stack.Resource> clusters = stack.ofType("AWS::Redshift::Cluster");
    List<Stack.Resource> namespaces = stack.ofType("AWS::RedshiftServerless::Namespace");
    clusters.forEach(rules::cluster);
    namespaces.forEach(rules::namespace);
    stack.ofType("AWS::RedshiftServerless::Workgroup").forEach(rules::workgroup);
    stack.ofType("AWS::Redshift::ClusterParameterGroup").forEach(rules::parameterGroup);
    rules.findings.require(
        clusters.size() + namespaces.size() == 1, "Stack", "there is not exactly one warehouse");
    return rules.findings.all();
  }

  private void cluster(Stack.Resource cluster) {
    isPrivateAndEncrypted(cluster);
    findings.require(cluster.at("/Encrypted").asBoolean(), cluster, "is not encrypted");
    findings.require(
        cluster.at("/ManageMasterPassword").asBoolean(),
        cluster,
        "Redshift does not manage the password");
    findings.require(
        cluster.at("/MasterUserPassword").isMissingNode(),
        cluster,
        "has a password in the template");
    findings.require(
        !cluster.text("/MasterUsername").equals("awsuser"), cluster, "the admin is awsuser");
    findings.require(!cluster.text("/DBName").equals("dev"), cluster, "the database is dev");
    findings.require(
        cluster.at("/AutomatedSnapshotRetentionPeriod").asInt() >= 7,
        cluster,
        "keeps snapshots for less than 7 days");
    findings.require(
        !cluster.text("/LoggingProperties/BucketName").isEmpty(),
        cluster,
        "has no audit log in a bucket");
    findings.require(
        cluster.json().path("DependsOn").toString().contains("LogsBucketPolicy"),
        cluster,
        "may be made before the policy that lets it write the audit log");
    findings.require(cluster.text("/NodeType").startsWith("ra3."), cluster, "is not of ra3 nodes");
    findings.require(cluster.at("/AllowVersionUpgrade").asBoolean(), cluster, "is not upgraded");
    for (String policy : List.of("DeletionPolicy", "UpdateReplacePolicy")) {
      findings.require(
          cluster.json().path(policy).asText().equals("Snapshot"),
          cluster,
          policy + " is not Snapshot");
    }
    findings.require(
        stack.ofType("AWS::Redshift::ClusterParameterGroup").stream()
            .anyMatch(group -> references(cluster.text("/ClusterParameterGroupName"), group)),
        cluster,
        "does not use the parameter group");
    Stack.Resource subnets = stack.ofType("AWS::Redshift::ClusterSubnetGroup").get(0);
    findings.require(zones(subnets.at("/SubnetIds")).size() >= 2, subnets, "is not in two zones");
  }

  private void namespace(Stack.Resource namespace) {
    findings.require(!namespace.text("/KmsKeyId").isEmpty(), namespace, "has no key of ours");
    findings.require(
        namespace.at("/ManageAdminPassword").asBoolean(),
        namespace,
        "Redshift does not manage the password");
    findings.require(
        namespace.at("/AdminUserPassword").isMissingNode(),
        namespace,
        "has a password in the template");
    findings.require(!namespace.text("/DbName").equals("dev"), namespace, "the database is dev");
    findings.require(
        namespace.at("/LogExports").size() == 3, namespace, "does not export all logs");
  }

  private void workgroup(Stack.Resource workgroup) {
    isPrivateAndEncrypted(workgroup);
    isTlsOnly(workgroup, workgroup.at("/ConfigParameters"), "ParameterKey");
    findings.require(
        workgroup.at("/MaxCapacity").asInt() >= workgroup.at("/BaseCapacity").asInt(),
        workgroup,
        "has no cap");
    findings.require(
        workgroup.at("/SubnetIds").size() >= 3, workgroup, "has less than three subnets");
    int zones = stack.parameters().region().equals("us-west-1") ? 2 : 3;
    findings.require(
        zones(workgroup.at("/SubnetIds")).size() >= zones,
        workgroup,
        "is not in " + zones + " zones");
  }

  private void isPrivateAndEncrypted(Stack.Resource warehouse) {
    JsonNode isPublic = warehouse.at("/PubliclyAccessible");
    findings.require(isPublic.isBoolean() && !isPublic.asBoolean(), warehouse, "may be public");
    findings.require(
        warehouse.at("/EnhancedVpcRouting").asBoolean(), warehouse, "COPY may leave the VPC");
  }

  private void parameterGroup(Stack.Resource group) {
    isTlsOnly(group, group.at("/Parameters"), "ParameterName");
  }

  private void isTlsOnly(Stack.Resource resource, JsonNode parameters, String name) {
    for (String wanted : List.of("require_ssl", "enable_user_activity_logging")) {
      boolean isOn = false;
      for (JsonNode parameter : parameters) {
        isOn |=
            parameter.path(name).asText().equals(wanted)
                && parameter.path("ParameterValue").asText().equals("true");
      }
      findings.require(isOn, resource, wanted + " is not on");
    }
  }

  private boolean references(String value, Stack.Resource resource) {
    return !value.isEmpty()
        && value.contains("-" + resource.id().toLowerCase(java.util.Locale.ROOT) + "-");
  }

  private Set<String> zones(JsonNode subnetIds) {
    Set<String> zones = new HashSet<>();
    for (JsonNode id : subnetIds) {
      zones.add(NetworkRules.subnet(stack, id.asText()).text("/AvailabilityZone"));
    }
    return zones;
  }
}
