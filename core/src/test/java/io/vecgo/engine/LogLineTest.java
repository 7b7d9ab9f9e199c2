package io.vecgo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogLineTest {
  private static Map<String, String> readBack(LogLine line) {
    return new CapturedLog.Line(Level.INFO, line.toString(), null).pairs();
  }

  @Test
  void plainValuesHaveNoQuotes() {
    assertThat(new LogLine("commit").with("database", "/data/db").with("rows", 7))
        .hasToString("event=commit database=/data/db rows=7");
  }

  @Test
  void everyValueIsReadBack() {
    for (String value :
        List.of("", "a b", "say \"no\"", "C:\\data\\db", "a=b", "\\", "\"", "ä ö", "s3://b/p")) {
      assertThat(readBack(new LogLine("e").with("key", value).with("next", 1)))
          .as(value)
          .containsEntry("key", value)
          .containsEntry("next", "1");
    }
  }

  @Test
  void valueCannotForgeALine() {
    LogLine line = new LogLine("e").with("key", "x\nevent=forged\r\tlevel=1");
    assertThat(line.toString()).doesNotContain("\n", "\r", "\t");
    assertThat(readBack(line)).containsOnlyKeys("event", "key");
  }
}
