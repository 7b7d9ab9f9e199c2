package io.vecgo.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus takes the alert rules, and they fire when they should. Needs promtool. */
class AlertRulesTest {
  @TempDir private Path directory;

  @BeforeEach
  void files() throws IOException {
    Program.assumeInstalled("promtool");
    ShippedFile.RULES.copyTo(directory);
    ShippedFile.RULE_TESTS.copyTo(directory);
  }

  private void passes(String... arguments) throws IOException, InterruptedException {
    Program.Result result = Program.run(directory, "promtool", arguments);
    assertThat(result.exitCode()).as(result.output()).isZero();
  }

  @Test
  void prometheusTakesTheRules() throws IOException, InterruptedException {
    passes("check", "rules", ShippedFile.RULES.fileName());
  }

  @Test
  void alertsFireWhenTheirConditionsHold() throws IOException, InterruptedException {
    passes("test", "rules", ShippedFile.RULE_TESTS.fileName());
  }

  @Test
  void everyAlertHasATest() throws IOException {
    List<String> alerts = Promql.alerts(ShippedFile.RULES.text());
    assertThat(alerts).isNotEmpty();
    String tests = ShippedFile.RULE_TESTS.text();
    assertThat(alerts).allMatch(alert -> tests.contains("alertname: " + alert + "\n"));
  }
}
