package io.financeanalytics.local.sample;

import io.financeanalytics.UserException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code finance sample}: makes raw files to try things out with. Exit code 0 when the files are in
 * place; 2 with one paragraph on standard error when the size or the folder will not do.
 */
@Command(
    name = "sample",
    mixinStandardHelpOptions = true,
    description =
        "Makes realistic raw files of a made-up home-goods brand: three years of orders on Shopify"
            + " and Amazon, daily ad spend, costs, and a few broken rows of every kind. The same"
            + " number of orders and the same seed give the same bytes.")
public final class SampleCommand implements Callable<Integer> {
  private static final int OK = 0;
  private static final int USER_MISTAKE = 2;

  @Option(
      names = "--orders",
      paramLabel = "N",
      defaultValue = "" + SampleSettings.DEFAULT_ORDERS,
      description =
          "How many orders, from 1 on; an order has about 1.4 lines (default: ${DEFAULT-VALUE}).")
  private int orders;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "" + SampleSettings.DEFAULT_SEED,
      description = "Which of all possible samples, a whole number (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where to: a new or empty folder, or one that holds an earlier sample only.")
  private Path out;

  @Spec private CommandSpec spec;

  /** For picocli, which fills in the options. */
  public SampleCommand() {}

  @Override
  public Integer call() {
    if (orders < 1) {
      return mistake("--orders must be at least 1, not " + orders + "; nothing was written.");
    }
    SampleSettings settings = new SampleSettings(orders, seed);
    try {
      SampleSummary summary = new SampleGenerator(settings).writeTo(out);
      PrintWriter stdout = spec.commandLine().getOut();
      SampleReport.lines(settings, summary, out).forEach(stdout::println);
      stdout.flush();
      return OK;
    } catch (UserException e) {
      return mistake(e.getMessage());
    } catch (IOException e) {
      return mistake(
          "The sample could not be written to "
              + out
              + " ("
              + reason(e)
              + "). Name a folder that can be written with --out, and make sure that there is room.");
    }
  }

  private int mistake(String paragraph) {
    PrintWriter stderr = spec.commandLine().getErr();
    stderr.println(paragraph);
    stderr.flush();
    return USER_MISTAKE;
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName().replace("Exception", "") + ": " + e.getMessage();
  }
}
