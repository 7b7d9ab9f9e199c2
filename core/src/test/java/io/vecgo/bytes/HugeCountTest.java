package io.vecgo.bytes;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.model.CorruptException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts beyond an int, which fit into the bytes of a very large file. */
class HugeCountTest {
  private static final ByteReader.Place PLACE = new ByteReader.Place("f", "s", 0);

  @Test
  void countBeyondAnIntIsDamage(@TempDir Path directory) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve("sparse").toFile(), "rw");
        Arena arena = Arena.ofConfined()) {
      file.write(new ByteWriter().varint(1L << 31).toArray());
      file.setLength(1L << 32);
      var bytes = file.getChannel().map(MapMode.READ_ONLY, 0, file.length(), arena);
      assertThatExceptionOfType(CorruptException.class)
          .isThrownBy(() -> new ByteReader(bytes, PLACE).string())
          .withMessageContaining("count too large");
    }
  }
}
