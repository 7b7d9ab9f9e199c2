package io.vecgo.engine;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What a writer tells those who come second. */
final class OwnerLine {
  private OwnerLine() {}

  static String ofThisProcess() {
    return "process %d on host %s since %s"
        .formatted(
            ProcessHandle.current().pid(), host(), Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "(unknown)";
    }
  }
}
