package io.financeanalytics.acceptance.redshift;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.SeekableInputStream;

/** Parquet files that are held in memory. */
final class ParquetBytes {

  private ParquetBytes() {}

  /** A stream that can be put anywhere. */
  private static final class Positioned extends ByteArrayInputStream {
    Positioned(byte[] content) {
      super(content);
    }

    long position() {
      return pos;
    }

    void seek(long position) {
      pos = (int) position;
    }
  }

  /** A file to read. */
  static InputFile input(byte[] content) {
    return new InputFile() {
      @Override
      public long getLength() {
        return content.length;
      }

      @Override
      public SeekableInputStream newStream() {
        Positioned stream = new Positioned(content);
        return new DelegatingSeekableInputStream(stream) {
          @Override
          public long getPos() {
            return stream.position();
          }

          @Override
          public void seek(long position) {
            stream.seek(position);
          }
        };
      }
    };
  }

  /** A file to write. */
  static final class Output implements OutputFile {
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    byte[] content() {
      return content.toByteArray();
    }

    @Override
    public PositionOutputStream create(long blockSize) {
      return new PositionOutputStream() {
        @Override
        public long getPos() {
          return content.size();
        }

        @Override
        public void write(int b) {
          content.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          content.write(bytes, offset, length);
        }
      };
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSize) {
      return create(blockSize);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }
}
