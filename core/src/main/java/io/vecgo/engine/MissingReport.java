package io.vecgo.engine;

import static java.lang.System.Logger.Level.WARNING;

import io.vecgo.observe.MetricsObserver;
import io.vecgo.observe.MissingSegment;
import java.util.List;

/** Says which segments a database is opened without: to the log and to the observer. */
final class MissingReport {
  private static final System.Logger LOG = System.getLogger("io.vecgo");

  private final MetricsObserver observer;

  MissingReport(MetricsObserver observer) {
    this.observer = observer;
  }

  void tell(List<MissingSegment> missing) {
    for (MissingSegment segment : missing) {
      LOG.log(WARNING, segment.sentence());
      observer.onMissingSegment(segment);
    }
  }
}
