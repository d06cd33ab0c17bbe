package io.financeanalytics.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A disk that takes no more. */
public class FullDiskTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Published published = Published.get();

  @Test
  public void aFullFileSystemStopsTheRunAndRoomIsAllTheNextRunNeeds() throws Exception {
    Path disk = folder.newFolder("disk").toPath();
    assumeTrue(
        "only where a file system can be mounted",
        succeeds("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()));
    try {
      WarehouseFolder warehouse = published.warehouse().copyTo(disk.resolve("warehouse"));
      Path ballast = disk.resolve("ballast");
      assertThat(succeeds("dd", "if=/dev/zero", "of=" + ballast, "bs=1k")).isFalse();
      Path none = Files.createDirectories(folder.getRoot().toPath().resolve("elsewhere"));
      new FinanceProcess.Start(none)
          .run(arguments(warehouse))
          .exitsWith(2)
          .explains("The disk does not take", "No space left on device");
      Files.delete(ballast);
      assertThat(warehouse.star()).isEqualTo(published.starA());
      new FinanceProcess.Start(none).run(arguments(warehouse)).exitsWith(0);
      assertThat(warehouse.star()).isEqualTo(published.starB());
    } finally {
      succeeds("umount", disk.toString());
    }
  }

  private String[] arguments(WarehouseFolder warehouse) {
    return new String[] {
      "run", "--raw", published.rawB().toString(), "--warehouse", warehouse.path().toString()
    };
  }

  private static boolean succeeds(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue() == 0;
  }
}
