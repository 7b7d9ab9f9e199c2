package io.vecgo.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Files in the jar, or beside it for their tests. */
enum ShippedFile {
  RULES("vecgo-alerts.yml"),
  RULE_TESTS("vecgo-alerts-test.yml"),
  DASHBOARD("vecgo-dashboard.json");

  private final String fileName;

  ShippedFile(String fileName) {
    this.fileName = fileName;
  }

  String fileName() {
    return fileName;
  }

  String text() throws IOException {
    try (InputStream in = Objects.requireNonNull(ShippedFile.class.getResourceAsStream(fileName))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  void copyTo(Path directory) throws IOException {
    Files.writeString(directory.resolve(fileName), text());
  }
}
