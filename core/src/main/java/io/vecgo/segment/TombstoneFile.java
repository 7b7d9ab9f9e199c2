package io.vecgo.segment;

import io.vecgo.bytes.BlobBytes;
import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.bytes.Checksum;
import io.vecgo.bytes.Frame;
import io.vecgo.rows.RowSet;
import io.vecgo.store.BlobReader;
import io.vecgo.store.BlobStore;
import io.vecgo.store.BlobWriter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The deleted rows of one segment as of one version: the segment's name, its rows, the number of
 * deleted rows, then each as the distance from the one before. A version that deletes more writes a
 * new file.
 */
public final class TombstoneFile {
  public static final Frame FRAME = new Frame(Frame.magic("VECGODEL"), 1);

  private TombstoneFile() {}

  /**
   * What a manifest knows of a tombstone file.
   *
   * @param file name in the store
   * @param bytes size of the file
   * @param checksum the one at the end of the file
   * @param rows deleted rows
   */
  public record Tombstones(String file, long bytes, int checksum, int rows) {}

  /**
   * Writes and publishes the tombstones of a segment. If it throws, there is no file of this name.
   */
  public static Tombstones write(BlobStore store, String name, SegmentInfo segment, RowSet deleted)
      throws IOException {
    ByteWriter payload = new ByteWriter();
    payload.string(segment.file()).varint(segment.rows()).varint(deleted.cardinality());
    int previous = -1;
    for (int row = deleted.nextRow(0); row != RowSet.END; row = deleted.nextRow(row + 1)) {
      payload.varint(row - previous);
      previous = row;
    }
    MemorySegment file = FRAME.wrap(payload.written());
    try (BlobWriter blob = store.create(name)) {
      blob.write(file);
      blob.publish();
    }
    return new Tombstones(name, file.byteSize(), Frame.checksum(file), deleted.cardinality());
  }

  /** Reads the deleted rows of a segment. */
  public static RowSet read(BlobStore store, Tombstones info, SegmentInfo segment)
      throws IOException {
    try (BlobReader blob = store.open(info.file());
        Arena arena = Arena.ofConfined()) {
      ByteReader.Place place = new ByteReader.Place(info.file(), "file", 0);
      if (blob.size() != info.bytes()) {
        throw place.corrupt(
            blob.size(), "wrong length", info.bytes() + " bytes", blob.size() + " bytes");
      }
      MemorySegment file = BlobBytes.of(blob, arena);
      ByteReader payload = FRAME.unwrap(info.file(), file);
      if (Frame.checksum(file) != info.checksum()) {
        throw place.corrupt(
            0,
            "not the file that was committed",
            Checksum.hex(info.checksum()),
            Checksum.hex(Frame.checksum(file)));
      }
      RowSet deleted = decode(payload, segment);
      if (deleted.cardinality() != info.rows()) {
        throw place.corrupt(
            0,
            "wrong number of rows",
            Integer.toString(info.rows()),
            Integer.toString(deleted.cardinality()));
      }
      return deleted;
    }
  }

  private static RowSet decode(ByteReader in, SegmentInfo segment) {
    String name = in.string();
    long rows = in.varint();
    if (!name.equals(segment.file()) || rows != segment.rows()) {
      throw in.corrupt(
          "wrong segment",
          segment.file() + " of " + segment.rows() + " rows",
          name + " of " + rows);
    }
    int count = in.count(1);
    RowSet.Builder deleted = new RowSet.Builder();
    long row = -1;
    for (int i = 0; i < count; i++) {
      row += in.varint();
      if (row < 0 || row >= rows) {
        throw in.corrupt("invalid row", "0 to " + (rows - 1), Long.toString(row));
      }
      deleted.add((int) row);
    }
    in.expectEnd();
    RowSet result = deleted.build();
    if (result.cardinality() != count) {
      throw in.corrupt("repeated row", count + " rows", result.cardinality() + " rows");
    }
    return result;
  }
}
