package io.vecgo;

import io.vecgo.engine.Settings;
import io.vecgo.engine.Settings.Access;
import io.vecgo.kernel.Kernels;
import io.vecgo.observe.MetricsObserver;
import java.time.Clock;
import java.util.Objects;

/** How a database is opened. Immutable; each method returns a changed copy. */
public final class OpenOptions {
  private final Access access;
  private final MetricsObserver observer;

  private OpenOptions(Access access, MetricsObserver observer) {
    this.access = access;
    this.observer = observer;
  }

  /** For reading and writing, observed by nobody. */
  public static OpenOptions defaults() {
    return new OpenOptions(Access.WRITE, MetricsObserver.NONE);
  }

  /**
   * For reading only: needs no lock, beside a writer and any number of readers in this and other
   * processes.
   */
  public OpenOptions readOnly() {
    return new OpenOptions(Access.READ, observer);
  }

  /** Tells this observer of every operation. */
  public OpenOptions observedBy(MetricsObserver newObserver) {
    return new OpenOptions(access, Objects.requireNonNull(newObserver, "observer"));
  }

  Settings settings() {
    return new Settings(access, observer, Kernels.choose(), Clock.systemUTC());
  }
}
