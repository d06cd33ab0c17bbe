package io.financeanalytics.pipeline;

import java.io.FilterInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PositionedReadable;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.Seekable;

/** Local files, of which the bytes that are read are counted. */
public class CountingFileSystem extends RawLocalFileSystem {

  private static final Map<String, Long> READ = new ConcurrentHashMap<>();

  /** The bytes that were read of files of a name since the last call. */
  static long bytesRead(String name) {
    Long bytes = READ.remove(name);
    return bytes == null ? 0 : bytes;
  }

  @Override
  public FSDataInputStream open(Path file, int bufferSize) throws IOException {
    return new FSDataInputStream(new Counted(super.open(file, bufferSize), file.getName()));
  }

  /** The same under a scheme that is not known to be near. */
  public static final class Far extends CountingFileSystem {

    @Override
    public URI getUri() {
      return URI.create("far:///");
    }

    @Override
    public String getScheme() {
      return "far";
    }
  }

  private static final class Counted extends FilterInputStream
      implements Seekable, PositionedReadable {

    private final FSDataInputStream content;
    private final String name;

    Counted(FSDataInputStream content, String name) {
      super(content);
      this.content = content;
      this.name = name;
    }

    @Override
    public int read() throws IOException {
      return counted(content.read());
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = content.read(bytes, offset, length);
      READ.merge(name, (long) Math.max(read, 0), Long::sum);
      return read;
    }

    @Override
    public void seek(long position) throws IOException {
      content.seek(position);
    }

    @Override
    public long getPos() throws IOException {
      return content.getPos();
    }

    @Override
    public boolean seekToNewSource(long position) throws IOException {
      return content.seekToNewSource(position);
    }

    @Override
    public int read(long position, byte[] bytes, int offset, int length) throws IOException {
      return content.read(position, bytes, offset, length);
    }

    @Override
    public void readFully(long position, byte[] bytes, int offset, int length) throws IOException {
      content.readFully(position, bytes, offset, length);
    }

    @Override
    public void readFully(long position, byte[] bytes) throws IOException {
      content.readFully(position, bytes);
    }

    private int counted(int value) {
      READ.merge(name, value < 0 ? 0L : 1L, Long::sum);
      return value;
    }
  }
}
