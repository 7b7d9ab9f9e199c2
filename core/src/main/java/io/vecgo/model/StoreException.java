package io.vecgo.model;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/**
 * Reading or writing the store failed. Rows that were not committed stay readable, and a later
 * commit writes them.
 */
public final class StoreException extends VecgoException {
  private static final long serialVersionUID = 1L;

  public StoreException(String what, IOException cause) {
    super(what + ": " + describe(cause), cause);
  }

  /**
   * An I/O failure in words: where the message of the JDK is but the name of a file, what is wrong
   * with that.
   */
  public static String describe(IOException failure) {
    return switch (failure) {
      case FileSystemException file when file.getReason() != null ->
          String.valueOf(file.getMessage());
      case AccessDeniedException file -> file.getFile() + " (permission denied)";
      case FileAlreadyExistsException file -> file.getFile() + " (there is a file of that name)";
      case NoSuchFileException file -> file.getFile() + " (there is no such file)";
      case NotDirectoryException file -> file.getFile() + " (not a directory)";
      default -> Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    };
  }
}
