package io.financeanalytics.local;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the warehouse is. */
final class WarehouseOption {

  @Option(
      names = "--warehouse",
      paramLabel = "PATH",
      defaultValue = "data/processed/warehouse",
      description = "Folder of the Delta warehouse. Default: ${DEFAULT-VALUE}")
  Path folder;
}
