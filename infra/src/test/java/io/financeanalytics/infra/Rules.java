package io.financeanalytics.infra;

import java.util.ArrayList;
import java.util.List;

/** Everything that the project asks of a stack. */
final class Rules {

  private Rules() {}

  static List<String> findings(Stack stack) {
    List<String> findings = new ArrayList<>();
    findings.addAll(WarehouseRules.findings(stack));
    findings.addAll(BucketRules.findings(stack));
    findings.addAll(PolicyRules.findings(stack));
    findings.addAll(NetworkRules.findings(stack));
    findings.addAll(JobRules.findings(stack));
    findings.addAll(StartRules.findings(stack));
    findings.addAll(AlarmRules.findings(stack));
    findings.addAll(KeepRules.findings(stack));
    return findings;
  }
}
