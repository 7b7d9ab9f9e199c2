package io.vecgo.cli;

import io.vecgo.model.StoreException;
import io.vecgo.s3.S3Location;
import io.vecgo.s3.S3Options;
import io.vecgo.s3.S3Store;
import io.vecgo.store.BlobStore;
import io.vecgo.store.LocalStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where a database is: a directory, or a prefix of a bucket. */
sealed interface Place {

  /** The store there. Nothing is asked of it yet. */
  BlobStore store();

  /** What a database there is called if nobody says otherwise: the last part of its address. */
  String name();

  /** Works with the store there, and closes it. */
  default <T> T inStore(Function<BlobStore, T> work) {
    try (BlobStore store = store()) {
      return work.apply(store);
    } catch (IOException failure) {
      throw new StoreException("cannot close " + this, failure);
    }
  }

  /** A directory, which need not exist. */
  record Directory(Path path) implements Place {
    @Override
    public BlobStore store() {
      try {
        return LocalStore.open(path);
      } catch (IOException failure) {
        throw new StoreException("cannot open " + path, failure);
      }
    }

    @Override
    public String name() {
      return String.valueOf(path.toAbsolutePath().normalize().getFileName());
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /** A prefix, reached as the environment says: AWS_REGION, AWS_ENDPOINT_URL_S3, credentials. */
  record ObjectStore(S3Location location) implements Place {
    @Override
    public BlobStore store() {
      return S3Store.open(location, S3Options.defaults());
    }

    @Override
    public String name() {
      String path = location.bucket() + "/" + location.prefix();
      return path.replaceAll("/$", "").replaceAll(".*/", "");
    }

    @Override
    public String toString() {
      return location.toString();
    }
  }

  /** Reads a path or an address. */
  static Place parse(String text) {
    return S3Location.isAddress(text)
        ? new ObjectStore(S3Location.parse(text))
        : new Directory(Path.of(text));
  }

  /** For arguments. */
  final class Converter implements ITypeConverter<Place> {
    @Override
    public Place convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
