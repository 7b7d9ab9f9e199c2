package io.vecgo.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MetricsObserverTest {
  @Test
  void everyCallbackIsInTheGuide() throws IOException {
    String guide = Files.readString(Path.of("../docs/guide/monitoring.md"));
    assertThat(MetricsObserver.class.getMethods())
        .filteredOn(Method::isDefault)
        .extracting(Method::getName)
        .hasSizeGreaterThan(20)
        .allMatch(name -> guide.contains("`" + name + "`"));
  }
}
