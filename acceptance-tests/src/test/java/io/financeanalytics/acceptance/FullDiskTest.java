package io.financeanalytics.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    boolean isMounted =
        succeedsAsRoot("mount", "-t", "tmpfs", "-o", "size=4m,mode=1777", "tmpfs", disk.toString());
    if (!isMounted) {
      System.err.println(
          "LEFT OUT: no run meets a full disk; mounting one needs root, or sudo without a password");
      assertThat(Boolean.getBoolean("finance.all")).as("--all needs such a disk").isFalse();
    }
    assumeTrue("only where a file system can be mounted", isMounted);
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
      succeedsAsRoot("umount", disk.toString());
    }
  }

  private String[] arguments(WarehouseFolder warehouse) {
    return new String[] {
      "run", "--raw", published.rawB().toString(), "--warehouse", warehouse.path().toString()
    };
  }

  private static boolean succeedsAsRoot(String... command) throws Exception {
    if ("root".equals(System.getProperty("user.name"))) {
      return succeeds(command);
    }
    List<String> asRoot = new ArrayList<>(List.of("sudo", "-n"));
    asRoot.addAll(List.of(command));
    return Files.isExecutable(Path.of("/usr/bin/sudo")) && succeeds(asRoot.toArray(new String[0]));
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
