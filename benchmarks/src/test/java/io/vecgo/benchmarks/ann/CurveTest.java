package io.vecgo.benchmarks.ann;

import static io.vecgo.benchmarks.ann.Samples.point;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CurveTest {
  @Test
  void halfWayBetweenTwoPointsIsTheirGeometricMean() {
    Curve curve = Curve.of(List.of(point(0.9, 1000), point(1.0, 10)));

    assertThat(curve.qpsAt(0.95)).hasValueCloseTo(100.0, Offset.offset(1e-6));
  }

  @Test
  void belowTheFirstPointItsSpeedHolds() {
    assertThat(Curve.of(List.of(point(0.97, 500), point(0.99, 100))).qpsAt(0.9)).hasValue(500);
  }

  @Test
  void aboveTheLastPointThereIsNoSpeed() {
    assertThat(Curve.of(List.of(point(0.8, 500), point(0.94, 100))).qpsAt(0.95)).isEmpty();
  }

  @Test
  void nothingMeasuredReachesNothing() {
    assertThat(Curve.of(List.of()).qpsAt(0.5)).isEmpty();
  }

  @Test
  void pointsThatOthersBeatInBothAreLeftOut() {
    SweepPoint beaten = point(0.92, 50);
    Curve curve = Curve.of(List.of(point(0.9, 1000), beaten, point(0.95, 400)));

    assertThat(curve.points()).doesNotContain(beaten).hasSize(2);
  }
}
