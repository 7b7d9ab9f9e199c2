package io.vecgo.benchmarks.ann;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The clock that runs while this process does. */
final class ProcessorTime {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private ProcessorTime() {}

  /** CPU time of all threads so far, those of the virtual machine included. */
  static long nanos() {
    return SYSTEM.getProcessCpuTime();
  }
}
