package io.vecgo.benchmarks.ann;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryTest {
  @Test
  void kibibytesOfTheStatusBecomeBytes() {
    List<String> status =
        List.of("Name:\tjava", "VmHWM:\t  30 kB", "RssAnon:\t 20 kB", "RssFile:\t   8 kB");

    assertThat(Memory.parse(status)).isEqualTo(new Memory(30 << 10, 20 << 10, 8 << 10));
  }
}
