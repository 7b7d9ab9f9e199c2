package io.vecgo.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.resources.MemoryAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where there is one processor, virtual threads go on only while no other one uses it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class OneProcessorTest {
  private static final int READERS = 16;
  private static final int BLOCKS_EACH = 3;
  private static final int APART = 10;

  /** A store that answers a little later, when another thread has had the processor. */
  private record Late() implements BlockSource {

    @Override
    public long length() {
      return (long) READERS * BLOCKS_EACH * APART * BlockCache.BLOCK_BYTES;
    }

    @Override
    public void read(long offset, MemorySegment target) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }

    @Override
    public void verify(long block, MemorySegment bytes) {}

    @Override
    public boolean isNear() {
      return false;
    }
  }

  /** The program of the other process: readers who want more at a time than there is room for. */
  static final class Readers {
    private Readers() {}

    static void main() {
      BlockCache cache =
          new BlockCache(READERS * BlockCache.BLOCK_BYTES, MemoryAccount.unlimited());
      CachedBlocks blocks = cache.open(new Late());
      SideBySide.run(
          IntStream.range(0, READERS).<Runnable>mapToObj(i -> () -> visit(blocks, i)).toList());
    }

    private static void visit(CachedBlocks blocks, int reader) {
      int[] wanted =
          IntStream.range(0, BLOCKS_EACH).map(i -> (reader * BLOCKS_EACH + i) * APART).toArray();
      try {
        blocks.visit(wanted, wanted.length, 0, (_, _) -> {});
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  @Test
  void readersWhoWaitForRoomLetThoseGoOnWhoMakeIt() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:ActiveProcessorCount=1",
                "-cp",
                classPath(),
                Readers.class.getName())
            .redirectError(Redirect.INHERIT)
            .redirectOutput(Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("has ended").isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private static String classPath() {
    List<String> folders =
        List.of(
            Path.of("target", "classes").toString(), Path.of("target", "test-classes").toString());
    return String.join(System.getProperty("path.separator"), folders);
  }
}
