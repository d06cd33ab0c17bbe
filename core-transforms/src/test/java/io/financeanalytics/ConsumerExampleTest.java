package io.financeanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.spark.sql.SparkSession;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The example of a Spark developer's own program compiles against the library alone and works. */
public class ConsumerExampleTest extends SparkTest {

  private static final Path SOURCE =
      Path.of("..", "examples", "consumer", "MarginPerOrderLine.java");

  private static final long serialVersionUID = 1L;

  @Rule public final transient TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void theConsumerExampleCompilesAgainstTheLibraryAndPrintsTheMargins() throws Exception {
    compile();

    assertThat(output())
        .containsExactly(
            "Line   Weekday   Key  Revenue     COGS   Margin",
            "A-1    Saturday    1    80.00    35.00    45.00",
            "A-2    Saturday    2    19.90     null     null",
            "B-1    Wednesday   1    45.00    18.26    26.74",
            "C-1    Thursday   -1     null     null     null");
  }

  private void compile() throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      Iterable<? extends JavaFileObject> sources = files.getJavaFileObjects(SOURCE);
      List<String> options =
          List.of(
              "--release",
              "17",
              "-proc:none",
              "-Xlint:all,-classfile,-path",
              "-Werror",
              "-cp",
              libraryClassPath(),
              "-d",
              folder.getRoot().toString());
      assertThat(compiler.getTask(null, files, null, options, null, sources).call()).isTrue();
    }
  }

  private List<String> output() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    URL[] classes = {folder.getRoot().toURI().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader());
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      Method print =
          loader
              .loadClass("MarginPerOrderLine")
              .getMethod("print", SparkSession.class, PrintStream.class);
      print.invoke(null, spark(), out);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /**
   * What a consumer has: the module's classes and Spark, not the module's tests, nor the library of
   * holidays, which is optional.
   */
  private static String libraryClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes"))
        .filter(entry -> !entry.contains("jollyday"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
