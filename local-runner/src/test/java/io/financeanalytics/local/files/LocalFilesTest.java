package io.financeanalytics.local.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The local file systems do what Hadoop's do. */
public class LocalFilesTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Configuration conf = new Configuration();
  private FileSystem files;
  private Path file;

  @Before
  public void open() throws IOException {
    conf.set("fs.file.impl", LocalFiles.class.getName());
    conf.set("fs.file.impl.disable.cache", "true");
    conf.set("fs.AbstractFileSystem.file.impl", LocalFilesContext.class.getName());
    files = FileSystem.get(URI.create("file:///"), conf);
    file = new Path(folder.getRoot().toURI().toString(), "a.txt");
    try (FSDataOutputStream out = FileSystem.create(files, file, new FsPermission((short) 0640))) {
      out.write("one".getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  public void permissionsAreSet() throws IOException {
    assertThat(files).isInstanceOf(LocalFiles.class);
    assertThat(permissions("a.txt")).isEqualTo("rw-r-----");

    files.setPermission(file, new FsPermission((short) 0755));
    assertThat(permissions("a.txt")).isEqualTo("rwxr-xr-x");

    Path below = new Path(file.getParent(), "b");
    files.mkdirs(below);
    files.setPermission(below, new FsPermission((short) 01700));
    assertThat(files.getFileStatus(below).getPermission().getStickyBit()).isTrue();
    assertThatThrownBy(
            () -> files.setPermission(new Path(below, "none"), new FsPermission((short) 0600)))
        .isInstanceOf(IOException.class);
  }

  @Test
  public void theGroupThatAFolderGivesToItsFilesStays() throws IOException {
    java.nio.file.Path shared = Files.createDirectory(local("shared"));
    Files.setAttribute(shared, "unix:mode", 02775);

    files.setPermission(new Path(file.getParent(), "shared"), new FsPermission((short) 0755));

    assertThat((int) Files.getAttribute(shared, "unix:mode") & 07777).isEqualTo(02755);
  }

  @Test
  public void linksAreSeenAsHadoopSeesThem() throws IOException {
    Files.createSymbolicLink(local("link"), local("a.txt"));
    Files.createSymbolicLink(local("dangling"), local("none"));
    FileSystem hadoops = new LocalFileSystem();
    hadoops.initialize(URI.create("file:///"), new Configuration());

    for (String name : List.of("a.txt", "link", "dangling", "none")) {
      Path path = new Path(file.getParent(), name);
      assertThat(linkStatus(files, path)).as(name).isEqualTo(linkStatus(hadoops, path));
    }
    assertThat(files.getFileLinkStatus(file).getLen()).isEqualTo(3);
  }

  private static String linkStatus(FileSystem files, Path path) {
    try {
      return files.getFileLinkStatus(path).toString();
    } catch (IOException e) {
      return e.getClass().getName();
    }
  }

  @Test
  public void aFileContextMovesFilesOverOthersOnlyWhenAsked() throws IOException {
    FileContext context = FileContext.getFileContext(URI.create("file:///"), conf);
    assertThat(context.getDefaultFileSystem()).isInstanceOf(LocalFilesContext.class);
    Path other = new Path(file.getParent(), "b.txt");
    try (FSDataOutputStream out = context.create(other, EnumSet.of(CreateFlag.CREATE))) {
      out.write("two".getBytes(StandardCharsets.UTF_8));
    }

    assertThatThrownBy(() -> context.rename(other, file)).isInstanceOf(IOException.class);
    context.rename(other, file, Options.Rename.OVERWRITE);

    assertThat(Files.readString(local("a.txt"))).isEqualTo("two");
    assertThat(Files.exists(local("b.txt"))).isFalse();
  }

  private String permissions(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(local(name)));
  }

  private java.nio.file.Path local(String name) {
    return folder.getRoot().toPath().resolve(name);
  }
}
