package io.vecgo.testkit.disk;

import java.nio.ByteBuffer;

/**
 * One change of a disk, or one step that makes changes durable. Files are known by numbers, which
 * their names lead to; paths are absolute.
 */
sealed interface DiskChange {

  /** A directory is made. */
  record MakeDirectory(String path) implements DiskChange {}

  /** A file gets a name: its first, or one more. */
  record Name(String path, long file) implements DiskChange {}

  /** A file gets another name, at once, also if that was taken. */
  record Rename(String from, String to, long file) implements DiskChange {}

  /** A name of a file or of an empty directory is removed. */
  record Unname(String path) implements DiskChange {}

  /** Bytes are written to a file; the buffer is read-only and never moved. */
  record Write(long file, int offset, ByteBuffer bytes) implements DiskChange {
    /** This write, cut short; of one byte there is no half. */
    Write firstHalf() {
      return new Write(file, offset, bytes.slice(0, (bytes.remaining() + 1) / 2));
    }
  }

  /** The bytes written to a file become durable. */
  record SyncFile(long file) implements DiskChange {}

  /** The names in a directory become durable. */
  record SyncDirectory(String path) implements DiskChange {}

  /**
   * A sync that failed. The bytes that it was to make durable are given up by the system; names
   * wait for the next sync.
   */
  record FailedSync(DiskChange attempt) implements DiskChange {}
}
