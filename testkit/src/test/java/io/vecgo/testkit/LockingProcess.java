package io.vecgo.testkit;

import io.vecgo.store.LocalStore;
import io.vecgo.store.LockHeldException;
import io.vecgo.store.WriterLock;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Another process that tries to lock a store, says what came of it, and keeps the lock until it is
 * killed.
 */
final class LockingProcess implements AutoCloseable {
  static final String OWNER = "the other process";
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;

  LockingProcess(Path directory) throws IOException {
    this.process =
        new ProcessBuilder(
                List.of(
                    System.getProperty("java.home")
                        + File.separator
                        + "bin"
                        + File.separator
                        + "java",
                    "-Xshare:auto",
                    "-cp",
                    System.getProperty("java.class.path"),
                    LockingProcess.class.getName(),
                    directory.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
  }

  /** The line in which the process says what came of it. */
  String outcome() throws Exception {
    try (BufferedReader lines = process.inputReader()) {
      return CompletableFuture.supplyAsync(() -> lines.lines().findFirst().orElse("nothing"))
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Kills the process, as a crash would, and waits until it is gone. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  public static void main(String[] arguments) throws IOException {
    try (LocalStore store = LocalStore.open(Path.of(arguments[0]));
        WriterLock lock = store.lock(OWNER)) {
      System.out.println(lock == null ? "nothing" : "locked");
      int endOfInput = System.in.read();
      System.exit(endOfInput);
    } catch (LockHeldException e) {
      System.out.println(e.getMessage());
    }
  }
}
