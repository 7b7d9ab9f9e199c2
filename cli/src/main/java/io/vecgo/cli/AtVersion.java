package io.vecgo.cli;

import io.vecgo.OpenOptions;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that choose an older version to read. */
final class AtVersion {
  @Option(
      names = "--version",
      paramLabel = "N",
      converter = VersionReference.Converter.class,
      description = "Read this version: its number or a tag.")
  private Optional<VersionReference> version = Optional.empty();

  @Option(
      names = "--as-of",
      paramLabel = "T",
      converter = ToInstant.class,
      description =
          "Read the version that was current then, as 2026-01-31 or 2026-01-31T09:30:00Z.")
  private Optional<Instant> instant = Optional.empty();

  /** How the version is opened: read-only. */
  OpenOptions options() {
    return version
        .map(VersionReference::options)
        .or(() -> instant.map(OpenOptions.defaults()::asOf))
        .orElseGet(OpenOptions.defaults()::readOnly);
  }

  /** An instant, or the first of a day, in UTC. */
  static final class ToInstant implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return text.contains("T")
            ? Instant.parse(text)
            : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'" + text + "': must be a date as 2026-01-31 or a time as 2026-01-31T09:30:00Z");
      }
    }
  }
}
