package io.financeanalytics.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./finance validate}. */
@Command(
    name = "validate",
    description = "Does everything that run does up to the checks, and publishes nothing.",
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {

  @Spec CommandSpec spec;
  @Mixin RunOptions options;

  @Override
  public Integer call() {
    return RunCommand.execute(spec, options, false);
  }
}
