package io.vecgo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecgo.observe.MetricsObserver;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ObserverPairTest {
  private final List<String> told = new ArrayList<>();

  static Stream<Method> callbacks() {
    return Arrays.stream(MetricsObserver.class.getMethods()).filter(Method::isDefault);
  }

  /** What is left out, or told to one only, would never reach somebody. */
  @ParameterizedTest
  @MethodSource("callbacks")
  void everyCallbackIsPassedToBothInOrder(Method callback) throws ReflectiveOperationException {
    @Nullable Object[] arguments = samples(callback.getParameterTypes());
    callback.invoke(new ObserverPair(noting("first"), noting("second")), arguments);
    String call = callback.getName() + Arrays.toString(arguments);
    assertThat(told).containsExactly("first " + call, "second " + call);
  }

  /** Values that differ from one another, where a type has such. */
  private static @Nullable Object[] samples(Class<?>[] types) {
    return IntStream.range(0, types.length).mapToObj(i -> sample(types[i], i)).toArray();
  }

  private static @Nullable Object sample(Class<?> type, int number) {
    if (type.isEnum()) {
      return type.getEnumConstants()[1];
    }
    return switch (type.getSimpleName()) {
      case "int" -> number;
      case "long" -> (long) number;
      case "boolean" -> true;
      case "String" -> "text " + number;
      case "Duration" -> Duration.ofMillis(number);
      default -> null;
    };
  }

  private MetricsObserver noting(String name) {
    return (MetricsObserver)
        Proxy.newProxyInstance(
            MetricsObserver.class.getClassLoader(),
            new Class<?>[] {MetricsObserver.class},
            (_, method, arguments) -> {
              told.add(name + " " + method.getName() + Arrays.toString(withoutNull(arguments)));
              return null;
            });
  }

  /** A method without parameters gets no array. */
  private static Object[] withoutNull(Object @Nullable [] arguments) {
    return arguments == null ? new Object[0] : arguments;
  }
}
