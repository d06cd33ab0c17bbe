package io.financeanalytics.glue;

import io.financeanalytics.UserException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Finds out before the work begins whether the job can read and write where it has to, instead of
 * after an hour.
 */
final class S3Check {

  private final Configuration hadoop;
  private final List<String> problems = new ArrayList<>();

  S3Check(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /**
   * Reads and writes a little.
   *
   * @throws UserException naming every folder that cannot be used, and why
   */
  static void of(Configuration hadoop, JobSettings settings) {
    S3Check check = new S3Check(hadoop);
    check.canRead("--RAW_S3_PATH", settings.run().rawFolder());
    check.canWrite("--PROCESSED_S3_PATH", settings.processedPath());
    check.canWrite("--TEMP_S3_DIR", settings.tempDir());
    if (!check.problems.isEmpty()) {
      throw new UserException(String.join(" ", check.problems) + " Nothing was written.");
    }
  }

  private void canRead(String option, String folder) {
    attempt(
        option,
        folder,
        "s3:ListBucket and s3:GetObject",
        () -> {
          Path path = new Path(folder);
          FileSystem files = path.getFileSystem(hadoop);
          files.listStatus(path);
          RemoteIterator<LocatedFileStatus> objects = files.listFiles(path, true);
          // To list objects and to read one are two rights.
          return !objects.hasNext() || readsFirstByte(files, objects.next().getPath());
        });
  }

  private void canWrite(String option, String folder) {
    attempt(
        option,
        folder,
        "s3:ListBucket, s3:PutObject, s3:GetObject and s3:DeleteObject",
        () -> {
          Path probe = new Path(folder + "/_can_write");
          FileSystem files = probe.getFileSystem(hadoop);
          try (OutputStream out = files.create(probe, true)) {
            out.write('x');
          }
          return readsFirstByte(files, probe) && files.delete(probe, false);
        });
  }

  private static boolean readsFirstByte(FileSystem files, Path path) throws IOException {
    try (InputStream in = files.open(path)) {
      in.read();
      return true;
    }
  }

  private void attempt(String option, String folder, String rights, Callable<?> use) {
    String place = option + " " + folder;
    try {
      use.call();
    } catch (FileNotFoundException e) {
      problems.add(place + " does not exist: " + firstLine(e) + ".");
    } catch (AccessDeniedException e) {
      problems.add(
          place
              + " is denied to the job: "
              + firstLine(e)
              + ". Its role needs "
              + rights
              + " there.");
    } catch (IOException e) {
      problems.add(
          place
              + (isMissingBucket(e) ? " does not exist: " : " cannot be used: ")
              + firstLine(e)
              + ". Check the bucket's name, its region (AWS_REGION), and that the job's network reaches"
              + " S3.");
    } catch (Exception e) { // Such as the name of no bucket, or an address that is no file system.
      problems.add(
          place
              + " cannot be used: "
              + firstLine(e)
              + ". Give a folder such as s3://bucket/folder.");
    }
  }

  /** S3A has an exception of its own for it, which is not on every platform's class path. */
  private static boolean isMissingBucket(IOException e) {
    return String.valueOf(e.getMessage()).contains("bucket does not exist");
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
