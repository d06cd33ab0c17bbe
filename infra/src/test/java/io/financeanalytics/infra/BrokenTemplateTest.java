package io.financeanalytics.infra;

import static io.financeanalytics.infra.ParameterSet.DEV;
import static io.financeanalytics.infra.ParameterSet.NO_NAT;
import static io.financeanalytics.infra.ParameterSet.PROD;
import static io.financeanalytics.infra.ParameterSet.SERVERLESS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Proves every rule: a copy of the template that breaks it is rejected, for that reason. */
@RunWith(Parameterized.class)
public class BrokenTemplateTest {

  private static final List<Object[]> COPIES = new ArrayList<>();

  private final ParameterSet parameters;
  private final String resource;
  private final Consumer<ObjectNode> damage;
  private final String finding;

  /** A copy whose resource (with its type and policies) is damaged. */
  public BrokenTemplateTest(
      ParameterSet parameters, String resource, String finding, Consumer<ObjectNode> damage) {
    this.parameters = parameters;
    this.resource = resource;
    this.damage = damage;
    this.finding = finding;
  }

  @Test
  public void isRejected() {
    Template broken =
        Template.ofTheProject()
            .changed(root -> damage.accept((ObjectNode) root.at("/Resources/" + resource)));
    assertThat(broken.root()).isNotEqualTo(Template.ofTheProject().root());
    assertThat(Rules.findings(broken.resolvedWith(parameters)))
        .as(resource)
        .anyMatch(found -> found.contains(finding));
  }

  /** Every broken copy. */
  @Parameters(name = "{1} {2}")
  public static List<Object[]> copies() {
    COPIES.clear();
    warehouses();
    buckets();
    jobs();
    policies();
    networks();
    stateMachines();
    starts();
    alarms();
    logsAndMessages();
    return COPIES;
  }

  private static void warehouses() {
    set(DEV, "Cluster", "/PubliclyAccessible", "true", "may be public");
    set(DEV, "Cluster", "/EnhancedVpcRouting", "false", "may leave the VPC");
    set(DEV, "Cluster", "/Encrypted", "false", "is not encrypted");
    set(DEV, "Cluster", "/AutomatedSnapshotRetentionPeriod", "1", "less than 7 days");
    set(DEV, "Cluster", "/LoggingProperties", "{}", "no audit log");
    set(DEV, "Cluster", "/MasterUsername", "\"awsuser\"", "awsuser");
    set(DEV, "Cluster", "/DBName", "\"dev\"", "the database is dev");
    set(DEV, "Cluster", "/MasterUserPassword", "\"Secret123\"", "password in the template");
    set(DEV, "Cluster", "/ManageMasterPassword", "false", "does not manage the password");
    set(DEV, "Cluster", "/NodeType", "\"dc2.large\"", "ra3");
    set(
        DEV,
        "Cluster",
        "/ClusterParameterGroupName",
        "\"default.redshift-2.0\"",
        "parameter group");
    set(DEV, "ClusterParameters", "/Parameters/0/ParameterValue", "\"false\"", "require_ssl");
    set(DEV, "ClusterParameters", "/Parameters/1", "{}", "enable_user_activity_logging");
    set(DEV, "ClusterSubnets", "/SubnetIds/1", "{\"Ref\": \"PrivateSubnetA\"}", "two zones");
    policy(DEV, "Cluster", "DeletionPolicy", "Delete", "DeletionPolicy is not Snapshot");
    policy(DEV, "Cluster", "UpdateReplacePolicy", "Delete", "UpdateReplacePolicy is not");
    policy(DEV, "Cluster", "DependsOn", "Key", "before the policy");
    set(SERVERLESS, "Namespace", "/AdminUserPassword", "\"Secret123\"", "password in the template");
    set(SERVERLESS, "Namespace", "/LogExports", "[]", "all logs");
    policy(SERVERLESS, "Namespace", "DeletionPolicy", "Delete", "is not Retain");
    set(SERVERLESS, "Workgroup", "/PubliclyAccessible", "true", "may be public");
    set(SERVERLESS, "Workgroup", "/ConfigParameters", "[]", "require_ssl");
    set(SERVERLESS, "Workgroup", "/MaxCapacity", "4", "cap");
    set(SERVERLESS, "Workgroup", "/SubnetIds/2", "{\"Ref\": \"PrivateSubnetA\"}", "3 zones");
  }

  private static void buckets() {
    set(
        DEV,
        "RawBucket",
        "/PublicAccessBlockConfiguration/BlockPublicPolicy",
        "false",
        "BlockPublicPolicy");
    set(DEV, "RawBucket", "/OwnershipControls", "{}", "own objects");
    set(DEV, "ProcessedBucket", "/VersioningConfiguration/Status", "\"Suspended\"", "no versions");
    set(DEV, "ScriptsBucket", "/BucketEncryption", "{}", "not encrypted with our key");
    set(
        DEV,
        "RawBucket",
        "/BucketEncryption/ServerSideEncryptionConfiguration/0/BucketKeyEnabled",
        "false",
        "bucket key");
    set(DEV, "RawBucket", "/LoggingConfiguration", "{}", "access log");
    set(DEV, "RawBucket", "/NotificationConfiguration", "{}", "EventBridge");
    set(DEV, "RawBucket", "/LifecycleConfiguration/Rules", "[]", "incomplete uploads");
    set(DEV, "RawBucket", "/LifecycleConfiguration/Rules/0/ExpirationInDays", "30", "deletes data");
    set(DEV, "RawBucketPolicy", "/PolicyDocument/Statement/0/Effect", "\"Allow\"", "without TLS");
    set(
        DEV,
        "RawBucketPolicy",
        "/PolicyDocument/Statement/0/Resource/1",
        "\"arn:aws:s3:::x/*\"",
        "without TLS");
    policy(DEV, "RawBucket", "DeletionPolicy", "Delete", "is not Retain");
    set(
        DEV,
        "LogsBucket",
        "/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault/SSEAlgorithm",
        "\"aws:kms\"",
        "could not write");
  }

  private static void jobs() {
    set(DEV, "Job", "/Command/Name", "\"pythonshell\"", "glueetl");
    set(DEV, "Job", "/GlueVersion", "\"4.0\"", "Glue 5.1");
    set(DEV, "Job", "/Command/PythonVersion", "\"3\"", "JVM");
    set(DEV, "Job", "/MaxRetries", "1", "again");
    set(DEV, "Job", "/ExecutionProperty/MaxConcurrentRuns", "3", "two runs");
    set(DEV, "Job", "/Timeout", "0", "no timeout");
    set(DEV, "Job", "/Tags", "[]", "not a map");
    set(DEV, "Job", "/SecurityConfiguration", "\"\"", "security configuration");
    set(DEV, "Job", "/DefaultArguments/--class", "\"GlueApp\"", "not in the shim");
    set(DEV, "Job", "/DefaultArguments/--job-language", "\"python\"", "--job-language");
    set(DEV, "Job", "/DefaultArguments/--extra-jars", "\"s3://b/other.jar\"", "our jar");
    set(DEV, "Job", "/DefaultArguments/--KEEP_RUNS", "3", "not a text");
    set(DEV, "Job", "/DefaultArguments/--KEEP_RUNS", "\"0\"", "no number of runs");
    set(
        DEV,
        "Job",
        "/DefaultArguments/--RAW_S3_PTH",
        "\"s3://b/raw\"",
        "did you mean --RAW_S3_PATH");
    set(DEV, "Job", "/DefaultArguments/--enable-magic", "\"true\"", "nobody knows --enable-magic");
    set(DEV, "Job", "/DefaultArguments/--REDSHIFT_PASSWORD", "\"x\"", "password");
    set(
        DEV,
        "Job",
        "/DefaultArguments/--PROCESSED_S3_PATH",
        "{\"Fn::Sub\": \"s3://${RawBucket}/raw/out\"}",
        "lies in");
    set(
        DEV,
        "Job",
        "/DefaultArguments/--TEMP_S3_DIR",
        "{\"Fn::Sub\": \"s3://${ScriptsBucket}/temp\"}",
        "nothing allows s3:PutObject");
    set(
        DEV,
        "Job",
        "/DefaultArguments/--REDSHIFT_SECRET_ID",
        "\"another\"",
        "nothing allows secretsmanager:GetSecretValue");
    set(
        DEV,
        "Job",
        "/DefaultArguments/--CATALOG_DATABASE",
        "\"another\"",
        "nothing allows glue:GetTable");
    set(
        DEV,
        "Job",
        "/DefaultArguments/--REDSHIFT_IAM_ROLE",
        "{\"Fn::GetAtt\": [\"JobRole\", \"Arn\"]}",
        "another role");
    remove(
        DEV, "Job", "/DefaultArguments", "--FISCAL_YEAR_START", "does not set --FISCAL_YEAR_START");
    remove(PROD, "Job", "/DefaultArguments", "--HOLIDAY_COUNTRY", "does not set --HOLIDAY_COUNTRY");
    set(DEV, "Job", "/DefaultArguments/--RETAIL_CALENDAR", "\"4-4-4\"", "refuses its arguments");
    set(DEV, "RawCogs", "/TableInput/Description", "\"Raw file\"", "go by their place");
    set(
        DEV,
        "JobConnection",
        "/ConnectionInput/PhysicalConnectionRequirements/SubnetId",
        "{\"Ref\": \"PrivateSubnetB\"}",
        "another zone");
    set(PROD, "Crawler", "/CrawlerSecurityConfiguration", "\"\"", "security configuration");
    set(
        DEV,
        "SecurityConfiguration",
        "/EncryptionConfiguration/CloudWatchEncryption",
        "{}",
        "encrypt everything");
  }

  private static void policies() {
    set(DEV, "JobPolicy", "/PolicyDocument/Statement/1/Action", "\"s3:Get*\"", "wildcard");
    set(DEV, "JobPolicy", "/PolicyDocument/Statement/1/Action", "\"*\"", "wildcard");
    set(DEV, "JobPolicy", "/PolicyDocument/Statement/1/Resource", "\"*\"", "every resource");
    set(DEV, "JobPolicy", "/PolicyDocument/Statement/1/Resource", "\"arn:aws:s3:::*\"", "is wide");
    set(
        DEV,
        "JobPolicy",
        "/PolicyDocument/Statement/6/Resource",
        "\"arn:aws:secretsmanager:*:123456789012:secret:x\"",
        "is wide");
    set(
        DEV,
        "JobPolicy",
        "/PolicyDocument/Statement/1/Resource",
        "{\"Fn::GetAtt\": [\"RawBucket\", \"Arn\"]}",
        "actions on objects for the ARN of a bucket");
    set(
        DEV,
        "JobPolicy",
        "/PolicyDocument/Statement/0/Resource",
        "{\"Fn::Sub\": \"${RawBucket.Arn}/*\"}",
        "actions on buckets for the ARN of objects");
    set(
        DEV,
        "JobPolicy",
        "/PolicyDocument/Statement/1/Action",
        "[\"s3:GetObject\", \"s3:DeleteObject\"]",
        "may change raw files");
    set(DEV, "JobPolicy", "/PolicyDocument/Statement/10/Condition", "{}", "any namespace");
    set(
        DEV,
        "JobRole",
        "/ManagedPolicyArns",
        "[\"arn:aws:iam::aws:policy/service-role/AWSGlueServiceRole\"]",
        "AWS manages");
    set(DEV, "JobRole", "/RoleName", "\"job\"", "fixed RoleName");
    set(DEV, "RawBucket", "/BucketName", "\"finance-raw\"", "fixed BucketName");
    set(
        DEV,
        "JobRole",
        "/AssumeRolePolicyDocument/Statement/0/Condition",
        "{}",
        "aws:SourceAccount");
    set(
        DEV,
        "CopyRole",
        "/AssumeRolePolicyDocument/Statement/0/Condition",
        "{}",
        "aws:SourceAccount");
    set(DEV, "Key", "/EnableKeyRotation", "false", "not rotated");
    set(DEV, "Key", "/KeyPolicy/Statement/1/Effect", "\"Allow\"", "grants");
    set(DEV, "Key", "/KeyPolicy/Statement/2/Action", "\"kms:*\"", "every right on the key");
    set(DEV, "Key", "/KeyPolicy/Statement/3/Condition", "{}", "for any account");
    set(DEV, "TopicPolicy", "/PolicyDocument/Statement/1/Condition", "{}", "for any account");
  }

  private static void networks() {
    set(DEV, "PublicSubnetA", "/MapPublicIpOnLaunch", "true", "public addresses");
    set(DEV, "WarehouseFromJob", "/CidrIp", "\"0.0.0.0/0\"", "5439 is open to the world");
    set(DEV, "WarehouseFromJob", "/CidrIpv6", "\"::/0\"", "5439 is open to the world");
    set(PROD, "WarehouseFromAdmin", "/CidrIp", "\"0.0.0.0/0\"", "5439 is open to the world");
    set(
        DEV,
        "EndpointSecurityGroup",
        "/SecurityGroupIngress/0/CidrIp",
        "\"0.0.0.0/0\"",
        "lets the world in");
    set(DEV, "WarehouseFromJob", "/Description", "\"\"", "not described");
    set(DEV, "WarehouseSecurityGroup", "/SecurityGroupEgress", "[]", "lets everything out");
    set(DEV, "JobSecurityGroup", "/SecurityGroupEgress/0/FromPort", "0", "more than HTTPS out");
    set(DEV, "JobTalksToItself", "/ToPort", "1024", "all TCP ports");
    set(DEV, "WarehouseFromJob", "/FromPort", "5440", "does not let the job in");
    set(
        NO_NAT,
        "SecretsEndpoint",
        "/ServiceName",
        "\"com.amazonaws.eu-central-1.sqs\"",
        "does not reach secretsmanager");
    set(DEV, "S3Endpoint", "/PolicyDocument/Statement/0/Resource/0", "\"*\"", "no bucket of ours");
    set(DEV, "S3Endpoint", "/PolicyDocument/Statement/0/Condition", "{}", "lets everyone in");
    set(DEV, "S3Endpoint", "/RouteTableIds/1", "{\"Ref\": \"PublicRoutes\"}", "PrivateRoutesB");
    set(DEV, "GlueEndpoint", "/PolicyDocument/Statement/0/Condition", "{}", "lets everyone in");
    set(DEV, "FlowLog", "/TrafficType", "\"REJECT\"", "no flow log");
    set(
        PROD,
        "PrivateRouteOutA",
        "/GatewayId",
        "{\"Ref\": \"InternetGateway\"}",
        "wrong kind of gateway");
    set(PROD, "PrivateSubnetB", "/CidrBlock", "\"10.42.0.0/21\"", "overlaps");
  }

  private static void stateMachines() {
    String states = "/Definition/States/";
    set(DEV, "StateMachine", states + "Run/Next", "\"Relase\"", "there is no state Relase");
    set(DEV, "StateMachine", states + "Is it over/Default", "\"Asck\"", "there is no state Asck");
    set(
        DEV,
        "StateMachine",
        states + "Run/Catch/0/Next",
        "\"Nowhere\"",
        "there is no state Nowhere");
    set(DEV, "StateMachine", "/Definition/StartAt", "\"Begin\"", "there is no state Begin");
    set(
        DEV,
        "StateMachine",
        states + "Lonely",
        "{\"Type\": \"Succeed\"}",
        "nothing leads to Lonely");
    remove(DEV, "StateMachine", states + "Wait", "Next", "Wait leads nowhere");
    remove(DEV, "StateMachine", states + "Run", "Retry", "Run has no retry");
    remove(DEV, "StateMachine", states + "Run", "Catch", "Run has no catch");
    remove(DEV, "StateMachine", states + "Tell", "Catch", "Tell has no catch");
    remove(DEV, "StateMachine", states + "Acquire", "TimeoutSeconds", "Acquire has no timeout");
    set(DEV, "StateMachine", states + "Run/TimeoutSeconds", "600", "before Glue does");
    set(
        DEV,
        "StateMachine",
        states + "Run/Resource",
        "\"arn:aws:states:::glue:startJobRun\"",
        "does not wait");
    set(
        DEV,
        "StateMachine",
        states + "Run/Retry/0/ErrorEquals/0",
        "\"States.TaskFailed\"",
        "said why");
    set(DEV, "StateMachine", states + "Run/Parameters/JobName", "\"another\"", "another job");
    set(
        DEV,
        "StateMachine",
        states + "Tell/Resource",
        "\"arn:aws:states:::sqs:sendMessage\"",
        "not known");
    set(
        DEV,
        "StateMachine",
        states + "Tell/Parameters/TopicArn",
        "\"arn:aws:sns:us-east-1:1:x\"",
        "nothing allows sns:Publish");
    set(
        DEV,
        "StateMachine",
        "/DefinitionSubstitutions",
        "{\"Job\": \"x\"}",
        "a substitution is missing");
    set(DEV, "StateMachine", "/LoggingConfiguration/Level", "\"ERROR\"", "log everything");
    set(DEV, "StateMachine", "/TracingConfiguration/Enabled", "false", "traced");
    set(
        DEV,
        "StateMachineRole",
        "/Policies/0/PolicyDocument/Statement/0/Action",
        "\"glue:GetJobRun\"",
        "nothing allows glue:StartJobRun");
    set(
        DEV,
        "StateMachineLooksAtItself",
        "/Roles",
        "[]",
        "nothing allows states:DescribeExecution");
  }

  private static void starts() {
    set(
        DEV,
        "DropRule",
        "/EventPattern",
        "\"{\\\"source\\\": [\\\"aws.s3\\\"]}\"",
        "EventPattern is not an object");
    set(DEV, "DropRule", "/EventPattern/detail/object", "{}", "before a drop is complete");
    set(DEV, "DropRule", "/EventPattern/detail/bucket", "{}", "drops of others");
    set(DEV, "DropRule", "/EventPattern/detail/object/key/0", "\"_READY\"", "does not see a drop");
    set(DEV, "DropRule", "/State", "\"DISABLED\"", "is off");
    set(DEV, "DropRule", "/Targets/0/DeadLetterConfig", "{}", "loses starts");
    set(
        DEV,
        "DropRule",
        "/Targets/0/RoleArn",
        "{\"Fn::GetAtt\": [\"JobRole\", \"Arn\"]}",
        "may not start");
    set(
        DEV,
        "DropRule",
        "/Targets/0/InputTransformer/InputPathsMap/stamp",
        "\"$.detail.sequencer\"",
        "not in the event");
    set(
        SERVERLESS,
        "ScheduleRule",
        "/Targets/0/InputTransformer/InputTemplate",
        "\"{}\"",
        "which door");
  }

  private static void alarms() {
    set(DEV, "RunFailedAlarm", "/MetricName", "\"ExecutionFailed\"", "nobody emits");
    set(DEV, "RunFailedAlarm", "/Dimensions/0/Name", "\"StateMachineName\"", "is not emitted with");
    set(
        DEV,
        "RunFailedAlarm",
        "/Dimensions/0/Value",
        "\"arn:aws:states:us-east-1:1:stateMachine:x\"",
        "nothing of this stack");
    set(DEV, "NoRunAlarm", "/Namespace", "\"FinanceAnalytics\"", "nobody emits");
    set(DEV, "NoRunAlarm", "/TreatMissingData", "\"notBreaching\"", "while nothing is reported");
    set(DEV, "NoRunAlarm", "/EvaluationPeriods", "200", "further than CloudWatch");
    set(
        DEV,
        "NoRunAlarm",
        "/Dimensions",
        "[{\"Name\": \"Job\", \"Value\": \"x\"}]",
        "without dimensions");
    set(DEV, "DiskAlarm", "/AlarmActions", "[]", "tells nobody");
    set(DEV, "HealthAlarm", "/Dimensions/0/Name", "\"NodeID\"", "is not emitted with");
    set(
        DEV,
        "QuarantineMetric",
        "/FilterPattern",
        "\"{ $.quarantine_ratio >= 0 }\"",
        "does not find the job's line");
    set(DEV, "QuarantineMetric", "/LogGroupName", "\"/aws-glue/jobs/output\"", "another group");
    set(
        DEV,
        "QuarantineMetric",
        "/MetricTransformations/0/MetricValue",
        "\"$.rows\"",
        "another value");
    set(
        DEV,
        "QuarantineMetric",
        "/MetricTransformations/0/MetricName",
        "\"Quarantine\"",
        "nobody emits");
    set(
        DEV,
        "TopicPolicy",
        "/PolicyDocument/Statement/1/Principal/Service",
        "\"s3.amazonaws.com\"",
        "may not use the topic");
    set(
        DEV,
        "Key",
        "/KeyPolicy/Statement/3/Principal/Service/0",
        "\"s3.amazonaws.com\"",
        "may not use the topic");
  }

  private static void logsAndMessages() {
    remove(DEV, "FlowLogGroup", "", "KmsKeyId", "is not encrypted");
    set(DEV, "StateMachineLog", "/RetentionInDays", "30", "less than a year");
    set(
        DEV,
        "StateMachineLog",
        "/LogGroupName",
        "{\"Fn::Sub\": \"/aws/vendedlogs/states/${AWS::StackName}\"}",
        "in the way of the next stack");
    policy(DEV, "JobOutputLog", "DeletionPolicy", "Delete", "is not Retain");
    policy(DEV, "JobOutputLog", "UpdateReplacePolicy", "Delete", "is not Retain");
    policy(DEV, "Key", "DeletionPolicy", "Delete", "is not Retain");
    remove(DEV, "Topic", "", "KmsMasterKeyId", "is not encrypted");
    remove(DEV, "LostStarts", "", "KmsMasterKeyId", "is not encrypted");
    set(DEV, "TopicPolicy", "/PolicyDocument/Statement/0/Condition", "{}", "without TLS");
    set(DEV, "LostStartsPolicy", "/PolicyDocument/Statement/0/Effect", "\"Allow\"", "without TLS");
    set(
        PROD,
        "TunnelLaunch",
        "/LaunchTemplateData/MetadataOptions/HttpTokens",
        "\"optional\"",
        "token");
    set(PROD, "TunnelInstance", "/KeyName", "\"mine\"", "SSH key");
  }

  private static void set(
      ParameterSet parameters, String resource, String path, String json, String finding) {
    int slash = path.lastIndexOf('/');
    add(
        parameters,
        resource,
        finding,
        properties -> {
          JsonNode parent = properties.at(path.substring(0, slash));
          String last = path.substring(slash + 1);
          if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(last), Json.read(json));
          } else {
            ((ObjectNode) parent).set(last, Json.read(json));
          }
        });
  }

  private static void remove(
      ParameterSet parameters, String resource, String path, String field, String finding) {
    add(
        parameters,
        resource,
        finding,
        properties -> ((ObjectNode) properties.at(path)).remove(field));
  }

  private static void add(
      ParameterSet parameters, String resource, String finding, Consumer<ObjectNode> damage) {
    Consumer<ObjectNode> toProperties =
        definition -> damage.accept((ObjectNode) definition.path("Properties"));
    COPIES.add(new Object[] {parameters, resource, finding, toProperties});
  }

  private static void policy(
      ParameterSet parameters, String resource, String policy, String value, String finding) {
    Consumer<ObjectNode> change = definition -> definition.put(policy, value);
    COPIES.add(new Object[] {parameters, resource, finding, change});
  }
}
