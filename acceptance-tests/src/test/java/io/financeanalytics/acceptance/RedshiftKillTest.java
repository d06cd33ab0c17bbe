package io.financeanalytics.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import io.financeanalytics.acceptance.redshift.Faults.Pause;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * The job killed at a step: what readers see, and what the next run, which must first see that the
 * other is dead, makes of it.
 */
public class RedshiftKillTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private CloudPlatform cloud;
  private Map<String, List<String>> oldStar;
  private Path more;

  @Before
  public void publishTheFirst() {
    cloud = CloudPlatform.fresh();
    cloud.putRaw(RawFolder.first(folder.getRoot().toPath().resolve("first")));
    run();
    oldStar = cloud.star();
    more = RawFolder.second(folder.getRoot().toPath().resolve("second"));
    cloud.putRaw(more);
  }

  @Test
  public void inTheMiddleOfThePublish() {
    killAt(sql -> sql.startsWith("INSERT INTO \"finance\".\"facttransactions\""));
    assertThat(cloud.star()).isEqualTo(oldStar);
    assertThat(statuses()).containsExactly("succeeded");
    theNextRunPublishes();
    assertThat(statuses()).containsExactly("succeeded", "failed", "succeeded");
  }

  @Test
  public void afterTheCommitOfThePublish() {
    onlyWithAll();
    killAt(sql -> sql.startsWith("DROP TABLE IF EXISTS \"finance_staging\".\"load_") && isDone());
    Map<String, List<String>> star = cloud.star();
    assertThat(star).isNotEqualTo(oldStar);
    theNextRunPublishes();
    assertThat(cloud.star()).isEqualTo(star);
    assertThat(statuses()).containsExactly("succeeded", "succeeded", "succeeded");
  }

  @Test
  public void atEveryOtherStep() {
    onlyWithAll();
    List<Predicate<String>> steps =
        List.of(
            sql -> sql.startsWith("COPY ") && sql.contains("members_"),
            sql -> sql.startsWith("LOCK TABLE \"finance_staging\".\"keys_dimproduct\""),
            sql -> sql.startsWith("UNLOAD "),
            sql -> sql.startsWith("COPY ") && sql.contains("_facttransactions\""),
            sql -> sql.startsWith("SELECT CAST(FLOOR("),
            sql -> sql.startsWith("DELETE FROM \"finance\".\"facttransactions\""),
            sql -> sql.startsWith("INSERT INTO \"finance\".\"etlrun\""));
    for (Predicate<String> step : steps) {
      killAt(step);
      assertThat(cloud.star()).isEqualTo(oldStar);
    }
    theNextRunPublishes();
  }

  private static void onlyWithAll() {
    assumeTrue("takes minutes: ./finance test --all", Boolean.getBoolean("finance.all"));
  }

  private boolean isDone() {
    return statuses().size() == 2;
  }

  private void killAt(Predicate<String> step) {
    Pause pause = cloud.redshift().faults().pause(step);
    GlueProcess job = GlueProcess.start(cloud.environment(), cloud.arguments());
    pause.awaitReached();
    job.kill();
    pause.abandon();
    cloud.redshift().faults().clear();
  }

  private void theNextRunPublishes() {
    run();
    Path warehouse = folder.getRoot().toPath().resolve("warehouse");
    Published.run(more, new WarehouseFolder(warehouse));
    assertThat(cloud.star()).isEqualTo(ResolvedStar.inDelta(warehouse));
    assertThat(cloud.filesInScratch()).isEmpty();
    assertThat(cloud.query("SELECT runid FROM finance_staging.run_lease")).isEmpty();
    assertThat(cloud.runsInLake())
        .isEqualTo(
            cloud.query("SELECT runid FROM finance.etlrun WHERE status = 'succeeded' ORDER BY 1"));
  }

  private List<String> statuses() {
    return cloud.query("SELECT status FROM finance.etlrun ORDER BY startedat, runid");
  }

  private void run() {
    cloud.run(cloud.arguments()).exitsWith(0);
  }
}
