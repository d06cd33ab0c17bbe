package io.financeanalytics.local;

import io.financeanalytics.UserException;
import io.financeanalytics.local.sample.SampleCommand;
import io.financeanalytics.pipeline.WarehouseBusyException;
import java.nio.file.AccessDeniedException;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the laptop. */
@Command(
    name = "./finance",
    description = "Turns the raw CSV exports of a multi-channel seller into a finance star schema.",
    subcommands = {
      RunCommand.class,
      ValidateCommand.class,
      QueryCommand.class,
      ReportCommand.class,
      ExportCommand.class,
      SampleCommand.class,
      CommandLine.HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands (and ./finance test, bench and format):%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success",
      "1:a fault of the software or of the machine",
      "2:something you can mend: an option, a raw file, the warehouse folder, the disk",
      "3:the run was refused; the published tables are unchanged",
      "4:another run is under way in the warehouse"
    })
public final class Finance {

  static final int SUCCESS = 0;
  static final int FAULT = 1;
  static final int MISTAKE = 2;
  static final int REFUSED = 3;
  static final int BUSY = 4;

  private Finance() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /** Runs one command; returns its exit code. */
  static int execute(String... args) {
    return new CommandLine(new Finance())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command))
        .execute(args);
  }

  /**
   * Explains a failure that a person can mend, by its deepest cause if it is the disk; shows all of
   * any other.
   */
  private static int explain(Exception failure, CommandLine command) {
    String diskFault = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UserException) {
        command.getErr().println(cause.getMessage());
        return cause instanceof WarehouseBusyException ? BUSY : MISTAKE;
      }
      if (isAboutTheDisk(cause)) {
        diskFault = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
      }
    }
    if (diskFault == null) {
      failure.printStackTrace(command.getErr());
      return FAULT;
    }
    command
        .getErr()
        .println(
            "The disk does not take what was to be written: "
                + diskFault
                + ". Free some room or mend the permissions and run again; nothing of this run is visible.");
    return MISTAKE;
  }

  private static boolean isAboutTheDisk(Throwable cause) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    return cause instanceof AccessDeniedException
        || message.contains("no space left on device")
        || message.contains("disk quota exceeded")
        || message.contains("file too large")
        || message.contains("permission denied")
        || message.contains("mkdirs failed");
  }
}
