package io.financeanalytics.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Nothing is reachable from outside, everything is logged, and the job finds a way to AWS. */
final class NetworkRules {

  /** What the job calls without a NAT gateway. */
  private static final List<String> NEEDED =
      List.of("secretsmanager", "logs", "glue", "monitoring", "sts", "kms");

  private static final int WAREHOUSE = 5439;

  private final Stack stack;
  private final Findings findings = new Findings();

  private NetworkRules(Stack stack) {
    this.stack = stack;
  }

  static List<String> findings(Stack stack) {
    NetworkRules rules = new NetworkRules(stack);
    rules.subnets();
    rules.securityGroups();
    rules.wayToAws();
    rules.endpoints();
    rules.flowLog();
    rules.warehouseIsReached();
    return rules.findings.all();
  }

  static Stack.Resource subnet(Stack stack, String id) {
    return stack.ofType("AWS::EC2::Subnet").stream()
        .filter(subnet -> new MadeUp(stack).ref(subnet.id()).equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No subnet " + id));
  }

  private void subnets() {
    Set<String> blocks = new HashSet<>();
    for (Stack.Resource subnet : stack.ofType("AWS::EC2::Subnet")) {
      JsonNode isPublic = subnet.at("/MapPublicIpOnLaunch");
      findings.require(
          isPublic.isBoolean() && !isPublic.asBoolean(), subnet, "gives machines public addresses");
      findings.require(blocks.add(subnet.text("/CidrBlock")), subnet, "overlaps another subnet");
    }
  }

  private record Rule(Stack.Resource owner, JsonNode json, boolean isIngress) {

    boolean covers(int port) {
      String protocol = json.path("IpProtocol").asText();
      return protocol.equals("-1")
          || (protocol.equals("tcp")
              && json.path("FromPort").asInt() <= port
              && port <= json.path("ToPort").asInt());
    }

    boolean isOpenToTheWorld() {
      return json.path("CidrIp").asText().endsWith("/0") || json.has("CidrIpv6");
    }
  }

  private List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (Stack.Resource group : stack.ofType("AWS::EC2::SecurityGroup")) {
      group.at("/SecurityGroupIngress").forEach(rule -> rules.add(new Rule(group, rule, true)));
      group.at("/SecurityGroupEgress").forEach(rule -> rules.add(new Rule(group, rule, false)));
      findings.require(
          group.at("/SecurityGroupEgress").size() > 0,
          group,
          "lets everything out, as it names nothing");
      findings.require(!group.text("/GroupDescription").isEmpty(), group, "is not described");
    }
    for (Stack.Resource rule :
        stack.ofType("AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress")) {
      rules.add(new Rule(rule, rule.at(""), rule.type().endsWith("Ingress")));
    }
    return rules;
  }

  private void securityGroups() {
    for (Rule rule : rules()) {
      findings.require(
          !rule.json().path("Description").asText().isEmpty(),
          rule.owner(),
          "a rule is not described");
      if (rule.isIngress()) {
        findings.require(
            !rule.isOpenToTheWorld() || !rule.covers(WAREHOUSE),
            rule.owner(),
            "port 5439 is open to the world");
        findings.require(!rule.isOpenToTheWorld(), rule.owner(), "lets the world in");
      } else {
        boolean isHttps =
            rule.json().path("FromPort").asInt() == 443
                && rule.json().path("ToPort").asInt() == 443;
        findings.require(
            !rule.isOpenToTheWorld() || isHttps, rule.owner(), "lets more than HTTPS out");
      }
    }
  }

  private void wayToAws() {
    int gateways = stack.ofType("AWS::EC2::NatGateway").size();
    String mode = stack.parameters().values().getOrDefault("NatMode", "none");
    int wanted = mode.equals("none") ? 0 : mode.equals("single") ? 1 : 2;
    findings.require(gateways == wanted, "Stack", gateways + " NAT gateways for NatMode " + mode);
    Set<String> served = new HashSet<>();
    for (Stack.Resource endpoint : stack.ofType("AWS::EC2::VPCEndpoint")) {
      served.add(endpoint.text("/ServiceName").replaceFirst(".*\\.", ""));
    }
    for (String service : NEEDED) {
      findings.require(
          gateways > 0 || served.contains(service), "Stack", "the job does not reach " + service);
    }
    for (Stack.Resource route : stack.ofType("AWS::EC2::Route")) {
      boolean isPublic = route.at("/GatewayId").isTextual();
      findings.require(
          isPublic == route.id().startsWith("Public"), route, "leads to the wrong kind of gateway");
    }
  }

  private void endpoints() {
    MadeUp names = new MadeUp(stack);
    boolean hasS3 = false;
    for (Stack.Resource endpoint : stack.ofType("AWS::EC2::VPCEndpoint")) {
      findings.require(endpoint.at("/PolicyDocument").isObject(), endpoint, "has no policy");
      if (endpoint.text("/ServiceName").endsWith(".s3")) {
        hasS3 = true;
        ofOurBucketsOnly(endpoint);
        for (String routes : List.of("PrivateRoutesA", "PrivateRoutesB")) {
          findings.require(
              endpoint.at("/RouteTableIds").toString().contains(names.ref(routes)),
              endpoint,
              "is not in " + routes);
        }
      } else {
        findings.require(
            endpoint.at("/PrivateDnsEnabled").asBoolean(), endpoint, "has no private name");
      }
    }
    findings.require(hasS3, "Stack", "S3 has no gateway endpoint");
  }

  private void ofOurBucketsOnly(Stack.Resource endpoint) {
    for (JsonNode json : endpoint.at("/PolicyDocument/Statement")) {
      for (String resource : new Statement(endpoint.id(), json).resources()) {
        boolean isOurs =
            stack.ofType("AWS::S3::Bucket").stream()
                .map(bucket -> "arn:aws:s3:::" + new MadeUp(stack).bucket(bucket.id()))
                .anyMatch(arn -> resource.equals(arn) || resource.equals(arn + "/*"));
        findings.require(isOurs, endpoint, "reaches " + resource + ", which is no bucket of ours");
      }
    }
  }

  private void flowLog() {
    String vpc = new MadeUp(stack).ref("Vpc");
    findings.require(
        stack.ofType("AWS::EC2::FlowLog").stream()
            .anyMatch(
                log ->
                    log.text("/ResourceId").equals(vpc) && log.text("/TrafficType").equals("ALL")),
        "Vpc",
        "has no flow log");
  }

  private void warehouseIsReached() {
    MadeUp names = new MadeUp(stack);
    String job = names.ref("JobSecurityGroup");
    String warehouse = names.ref("WarehouseSecurityGroup");
    findings.require(
        rules().stream()
            .anyMatch(rule -> allows(rule, true, warehouse, "SourceSecurityGroupId", job)),
        "WarehouseSecurityGroup",
        "does not let the job in");
    findings.require(
        rules().stream()
            .anyMatch(rule -> allows(rule, false, job, "DestinationSecurityGroupId", warehouse)),
        "JobSecurityGroup",
        "does not let the job call Redshift");
    boolean allPorts =
        rules().stream()
            .anyMatch(
                rule ->
                    allows(rule, true, job, "SourceSecurityGroupId", job)
                        && rule.json().path("FromPort").asInt() == 0
                        && rule.json().path("ToPort").asInt() == 65535);
    findings.require(allPorts, "JobSecurityGroup", "has no rule for itself on all TCP ports");
  }

  private static boolean allows(
      Rule rule, boolean isIngress, String group, String peer, String other) {
    return rule.isIngress() == isIngress
        && rule.json().path("GroupId").asText().equals(group)
        && rule.json().path(peer).asText().equals(other)
        && rule.covers(WAREHOUSE);
  }
}
