package io.financeanalytics.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a stack is made with; parameters that are not named have their defaults.
 *
 * @param name what it stands for
 * @param region where the stack is
 * @param values the parameters
 */
record ParameterSet(String name, String region, Map<String, String> values) {

  static final ParameterSet DEV = new ParameterSet("dev", "us-east-1", Map.of());
  static final ParameterSet PROD =
      new ParameterSet(
          "prod",
          "eu-central-1",
          Map.ofEntries(
              Map.entry("Stage", "prod"),
              Map.entry("NatMode", "per-az"),
              Map.entry("AdminCIDR", "10.8.0.0/16"),
              Map.entry("TunnelHost", "yes"),
              Map.entry("RedshiftNodeType", "ra3.xlplus"),
              Map.entry("RedshiftNodeCount", "2"),
              Map.entry("SnapshotRetentionDays", "35"),
              Map.entry("WorkerType", "G.2X"),
              Map.entry("WorkerCount", "10"),
              Map.entry("RawCrawler", "yes"),
              Map.entry("ScheduleExpression", "cron(0 4 * * ? *)"),
              Map.entry("AlertEmail", "finance@example.com"),
              Map.entry("LogRetentionDays", "3653"),
              Map.entry("FiscalYearStart", "July"),
              Map.entry("HolidayCountry", "DE"),
              Map.entry(
                  "JobSecretArn",
                  "arn:aws:secretsmanager:eu-central-1:123456789012:secret:etl-AbCdEf")));
  static final ParameterSet SERVERLESS =
      new ParameterSet(
          "serverless",
          "us-east-1",
          Map.of(
              "WarehouseType",
              "serverless",
              "TunnelHost",
              "yes",
              "ScheduleExpression",
              "rate(1 day)"));
  static final ParameterSet NO_NAT =
      new ParameterSet(
          "no-nat",
          "eu-central-1",
          Map.of("NatMode", "none", "NoRunHours", "0", "TunnelHost", "yes"));
  static final ParameterSet SINGLE_NAT =
      new ParameterSet(
          "single-nat",
          "us-west-1",
          Map.of("NatMode", "single", "InterfaceEndpoints", "no", "WarehouseType", "serverless"));

  static final List<ParameterSet> ALL = List.of(DEV, PROD, SERVERLESS, NO_NAT, SINGLE_NAT);

  ParameterSet {
    values = Map.copyOf(values);
  }

  ParameterSet with(String parameter, String value) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    changed.put(parameter, value);
    return new ParameterSet(name, region, changed);
  }
}
