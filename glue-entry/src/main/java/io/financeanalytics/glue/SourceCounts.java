package io.financeanalytics.glue;

import io.financeanalytics.quality.Measure.Stage;
import io.financeanalytics.quality.Measures;

/** Says in the log what became of the rows of a source. An alarm watches {@link #RATIO}. */
final class SourceCounts {

  /** The share of the rows read that is in quarantine, 0 to 1; 0 for a source without rows. */
  static final String RATIO = "quarantined_ratio";

  private SourceCounts() {}

  static void tell(JobLog log, String source, Measures measures) {
    long read = measures.count(Stage.SOURCE, source, Measures.READ);
    long quarantined = measures.count(Stage.SOURCE, source, Measures.QUARANTINED);
    log.info(
        "Source " + source,
        "source",
        source,
        "rows",
        read,
        "accepted",
        measures.count(Stage.SOURCE, source, Measures.ACCEPTED),
        "collapsed",
        measures.count(Stage.SOURCE, source, Measures.COLLAPSED),
        "quarantined",
        quarantined,
        RATIO,
        read == 0 ? 0.0 : (double) quarantined / read);
  }
}
