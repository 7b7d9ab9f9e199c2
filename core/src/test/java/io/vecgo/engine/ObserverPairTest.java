package io.vecgo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.observe.MetricsObserver;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObserverPairTest {
  /** A method that is left out would never reach anybody. */
  @Test
  void everyCallbackIsPassedOn() {
    List<Method> callbacks =
        Arrays.stream(MetricsObserver.class.getMethods()).filter(Method::isDefault).toList();
    assertThat(callbacks).hasSizeGreaterThan(20);
    for (Method callback : callbacks) {
      assertThat(ObserverPair.class.getDeclaredMethods())
          .as(callback.getName())
          .anyMatch(method ->
              method.getName().equals(callback.getName())
                  && Arrays.equals(method.getParameterTypes(), callback.getParameterTypes()));
    }
  }
}
