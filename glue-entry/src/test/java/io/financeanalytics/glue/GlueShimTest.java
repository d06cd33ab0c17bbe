package io.financeanalytics.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Compiles the script of the Glue job as Glue does, with its version of Scala. */
public class GlueShimTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void theShimCompilesAndHasTheMainMethodThatGlueCalls() throws Exception {
    Path script = Path.of("src", "main", "glue", "FinanceAnalytics.scala");
    File log = folder.newFile();
    Process compiler =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "scala.tools.nsc.Main",
                "-usejavacp",
                "-Xfatal-warnings",
                "-d",
                folder.getRoot().toString(),
                script.toString())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    assertThat(compiler.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(Files.readAllLines(log.toPath())).isEqualTo(List.of());
    assertThat(compiler.exitValue()).isZero();
    assertThat(folder.getRoot().list()).contains("FinanceAnalytics.class");
  }
}
