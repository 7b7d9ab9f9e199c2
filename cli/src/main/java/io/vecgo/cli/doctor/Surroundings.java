package io.vecgo.cli.doctor;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Facts about the process in which a database runs.
 *
 * @param java version of Java
 * @param usesG1 whether the heap is collected by G1
 * @param compactObjectHeaders whether objects have short headers
 * @param vectorModule whether the Vector API is there
 * @param optimizing whether the optimizing compiler is in use
 * @param heapBytesMax what the heap may take
 * @param memoryBytes memory of the machine or the container
 * @param openFilesMax files that the process may have open; empty where nobody tells
 */
public record Surroundings(
    Runtime.Version java,
    boolean usesG1,
    boolean compactObjectHeaders,
    boolean vectorModule,
    boolean optimizing,
    long heapBytesMax,
    long memoryBytes,
    OptionalLong openFilesMax) {

  /** Those of this process. */
  public static Surroundings now() {
    return new Surroundings(
        Runtime.version(),
        usesG1Now(),
        option("UseCompactObjectHeaders").map(Boolean::parseBoolean).orElse(false),
        ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
        isOptimizing(),
        Runtime.getRuntime().maxMemory(),
        memory(),
        openFiles());
  }

  private static boolean usesG1Now() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .map(GarbageCollectorMXBean::getName)
        .anyMatch(name -> name.startsWith("G1"));
  }

  private static boolean isOptimizing() {
    boolean compiles = !System.getProperty("java.vm.info", "").contains("interpreted");
    return compiles
        && !option("TieredStopAtLevel").map(level -> level.compareTo("4") < 0).orElse(false);
  }

  private static Optional<String> option(String name) {
    HotSpotDiagnosticMXBean hotSpot =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    try {
      return Optional.of(hotSpot.getVMOption(name).getValue());
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // this JVM has no such option
    }
  }

  private static long memory() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  private static OptionalLong openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? OptionalLong.of(unix.getMaxFileDescriptorCount())
        : OptionalLong.empty();
  }
}
