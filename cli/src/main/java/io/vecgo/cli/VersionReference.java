package io.vecgo.cli;

import io.vecgo.OpenOptions;
import io.vecgo.Vecgo;
import io.vecgo.model.NoSuchVersionException;
import io.vecgo.model.Tag;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A version as it is given on the command line: by its number or by a tag. */
sealed interface VersionReference {

  /** A number. */
  record Numbered(long version) implements VersionReference {}

  /** A tag. */
  record Named(String tag) implements VersionReference {}

  /** How the version is opened. */
  default OpenOptions options() {
    return switch (this) {
      case Numbered number -> OpenOptions.defaults().atVersion(number.version());
      case Named named -> OpenOptions.defaults().atTag(named.tag());
    };
  }

  /** The number of the version in an open database. */
  default long in(Vecgo db) {
    return switch (this) {
      case Numbered number -> number.version();
      case Named named -> version(db, named.tag());
    };
  }

  private static long version(Vecgo db, String name) {
    return db.tags().stream()
        .filter(tag -> tag.name().equals(name))
        .map(Tag::version)
        .findFirst()
        .orElseThrow(() -> new NoSuchVersionException("no version has the tag " + name));
  }

  /** Reads a number or a tag. */
  static VersionReference parse(String text) {
    if (text.matches("\\d{1,18}")) {
      long version = Long.parseLong(text);
      OpenOptions.defaults().atVersion(version);
      return new Numbered(version);
    }
    Tag.checkName(text);
    return new Named(text);
  }

  /** For picocli. */
  final class Converter implements ITypeConverter<VersionReference> {
    @Override
    public VersionReference convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "'" + text + "': must be the number of a version or a tag");
      }
    }
  }
}
