package io.financeanalytics.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.Test;

/** A stack grows and shrinks without making anew what holds data. */
public class ReplacementTest {

  /** The properties that cannot change without a new resource, as CloudFormation documents them. */
  private static final Map<String, Set<String>> FOR_GOOD =
      Map.of(
          "AWS::S3::Bucket", Set.of("BucketName"),
          "AWS::KMS::Key", Set.of(),
          "AWS::Logs::LogGroup", Set.of("LogGroupName"),
          "AWS::DynamoDB::Table", Set.of("TableName", "KeySchema"),
          "AWS::Redshift::Cluster",
              Set.of(
                  "ClusterIdentifier",
                  "OwnerAccount",
                  "SnapshotIdentifier",
                  "SnapshotClusterIdentifier",
                  "DBName",
                  "ClusterSubnetGroupName",
                  "MasterUsername"),
          "AWS::RedshiftServerless::Namespace", Set.of("NamespaceName"));

  private static final Map<String, List<String>> CHANGES =
      Map.ofEntries(
          Map.entry("RedshiftNodeType", List.of("ra3.large", "ra3.4xlarge")),
          Map.entry("RedshiftNodeCount", List.of("1", "4")),
          Map.entry("WorkerCount", List.of("2", "20")),
          Map.entry("WorkerType", List.of("G.1X", "G.4X")),
          Map.entry("NatMode", List.of("none", "per-az")),
          Map.entry("InterfaceEndpoints", List.of("yes", "no")),
          Map.entry("AdminCIDR", List.of("", "10.8.0.0/16")),
          Map.entry("TunnelHost", List.of("no", "yes")),
          Map.entry("LogRetentionDays", List.of("365", "3653")),
          Map.entry("SnapshotRetentionDays", List.of("7", "35")),
          Map.entry("Release", List.of("a", "b")),
          Map.entry("Stage", List.of("dev", "prod")),
          Map.entry("ServerlessBaseCapacity", List.of("8", "64")));

  @Test
  public void changingAParameterReplacesNothingThatHoldsData() {
    for (ParameterSet set :
        List.of(
            ParameterSet.DEV.with("NatMode", "single"),
            ParameterSet.SERVERLESS.with("NatMode", "single"))) {
      CHANGES.forEach(
          (parameter, values) ->
              assertThat(replaced(Template.ofTheProject(), set, parameter, values))
                  .as(parameter)
                  .isEmpty());
    }
  }

  @Test
  public void aTemplateThatWouldReplaceTheClusterIsNoticed() {
    Template broken =
        Template.ofTheProject()
            .changed(
                "Cluster",
                cluster -> cluster.putObject("ClusterIdentifier").put("Ref", "RedshiftNodeType"));
    assertThat(
            replaced(
                broken, ParameterSet.DEV, "RedshiftNodeType", List.of("ra3.large", "ra3.xlplus")))
        .containsExactly("Cluster ClusterIdentifier");
  }

  @Test
  public void aTemplateThatWouldDropABucketIsNoticed() {
    Template broken =
        Template.ofTheProject()
            .changed(
                root ->
                    ((ObjectNode) root.at("/Resources/StartsTable"))
                        .put("Condition", "HasAdminNetwork"));
    Template unused =
        broken
            .changed(
                root ->
                    ((ObjectNode) root.at("/Resources/StateMachineRole/Properties"))
                        .putArray("Policies"))
            .changed("StateMachine", machine -> machine.putObject("DefinitionSubstitutions"));
    assertThat(replaced(unused, ParameterSet.PROD, "AdminCIDR", List.of("10.8.0.0/16", "")))
        .containsExactly("StartsTable is gone");
  }

  private static Set<String> replaced(
      Template template, ParameterSet set, String parameter, List<String> values) {
    Stack before = template.resolvedWith(set.with(parameter, values.get(0)));
    Stack after = template.resolvedWith(set.with(parameter, values.get(1)));
    Set<String> replaced = new TreeSet<>();
    for (Stack.Resource resource : before.resources()) {
      if (FOR_GOOD.containsKey(resource.type())) {
        if (!after.has(resource.id())) {
          replaced.add(resource.id() + " is gone");
          continue;
        }
        for (String property : FOR_GOOD.get(resource.type())) {
          if (!resource.at("/" + property).equals(after.get(resource.id()).at("/" + property))) {
            replaced.add(resource.id() + " " + property);
          }
        }
      }
    }
    return replaced;
  }
}
