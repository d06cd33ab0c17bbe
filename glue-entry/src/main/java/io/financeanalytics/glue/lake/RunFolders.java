package io.financeanalytics.glue.lake;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Folders that belong to one run each, {@code <root>/run_id=<RunID>/}: the Parquet copies of the
 * processed zone, and the files that Redshift and Spark exchange.
 */
public final class RunFolders {

  private static final String PREFIX = "run_id=";

  private final Configuration hadoop;
  private final String root;

  /**
   * The folders under a root.
   *
   * @param hadoop how file systems are reached
   * @param root the folder that holds them, without a slash at the end
   */
  public RunFolders(Configuration hadoop, String root) {
    this.hadoop = hadoop;
    this.root = root;
  }

  /**
   * {@return the folder of a run}
   *
   * @param runId the run
   */
  public String folder(String runId) {
    return root + "/" + PREFIX + runId;
  }

  /**
   * Removes the folder of a run, if there is one.
   *
   * @param runId the run
   */
  public void delete(String runId) {
    try {
      Path folder = new Path(folder(runId));
      folder.getFileSystem(hadoop).delete(folder, true);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + folder(runId), e);
    }
  }

  /**
   * Removes the folders of superseded runs. Folders of runs that the warehouse does not know stay:
   * another warehouse may share the root.
   *
   * @param known the runs that the warehouse knows
   * @param kept those among them whose folders stay
   */
  public void deleteSuperseded(Set<String> known, Set<String> kept) {
    for (String runId : runs()) {
      if (known.contains(runId) && !kept.contains(runId)) {
        delete(runId);
      }
    }
  }

  private List<String> runs() {
    List<String> runs = new ArrayList<>();
    try {
      Path path = new Path(root);
      for (FileStatus status : path.getFileSystem(hadoop).listStatus(path)) {
        String name = status.getPath().getName();
        if (status.isDirectory() && name.startsWith(PREFIX)) {
          runs.add(name.substring(PREFIX.length()));
        }
      }
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + root, e);
    }
    return runs;
  }
}
