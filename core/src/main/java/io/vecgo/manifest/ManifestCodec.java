package io.vecgo.manifest;

import io.vecgo.bytes.ByteReader;
import io.vecgo.bytes.ByteWriter;
import io.vecgo.bytes.Frame;
import io.vecgo.model.FieldType;
import io.vecgo.model.IncompatibleFormatException;
import io.vecgo.model.IndexSettings;
import io.vecgo.model.Layout;
import io.vecgo.model.Limits;
import io.vecgo.model.Metric;
import io.vecgo.model.Operation;
import io.vecgo.model.Quantization;
import io.vecgo.model.Schema;
import io.vecgo.segment.SegmentInfo;
import io.vecgo.segment.SegmentStatistics;
import io.vecgo.segment.TombstoneFile.Tombstones;
import java.lang.foreign.MemorySegment;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A manifest as bytes. Layout: docs/format/manifest.md. */
public final class ManifestCodec {
  public static final Frame FRAME = new Frame(Frame.magic("VECGOMAN"), 1);

  private static final int NANOS_MAX = 999_999_999;
  private static final int SEGMENT_BYTES_MIN = 24;
  private static final int FIELD_BYTES_MIN = 4;

  private ManifestCodec() {}

  /** The whole file. */
  @SuppressWarnings("JavaInstantGetSecondsGetNano") // both halves are written
  public static MemorySegment encode(Manifest manifest) {
    ByteWriter out = new ByteWriter();
    out.i64(manifest.version());
    out.i64(manifest.createdAt().getEpochSecond()).i32(manifest.createdAt().getNano());
    out.u8(manifest.operation().code());
    out.varint(manifest.dimension()).u8(manifest.metric().code());
    out.varint(manifest.index().m()).varint(manifest.index().efConstruction());
    out.string(manifest.index().quantization().label());
    out.u8(manifest.index().layout().code());
    writeSchema(manifest.schema(), out);
    out.string(manifest.analyzer());
    out.i64(manifest.nextId()).i64(manifest.nextFile());
    out.varint(manifest.segments().size());
    manifest.segments().forEach(segment -> writeSegment(segment, out));
    return FRAME.wrap(out.written());
  }

  private static void writeSchema(Schema schema, ByteWriter out) {
    out.varint(schema.fields().size());
    for (Schema.Field field : schema.fields()) {
      out.string(field.name()).string(field.type().label());
      out.u8(field.presence() == Schema.Presence.REQUIRED ? 1 : 0);
    }
  }

  private static void writeSegment(SegmentEntry segment, ByteWriter out) {
    SegmentInfo info = segment.info();
    out.string(info.file()).i64(info.bytes()).varint(info.tail()).i32(info.directoryChecksum());
    out.varint(info.rows()).varint(info.minId()).varint(info.maxId());
    out.varint(segment.level());
    out.u8(segment.leftOut() ? 1 : 0);
    writeStatistics(info.statistics(), out);
    out.u8(segment.tombstones().isPresent() ? 1 : 0);
    segment.tombstones().ifPresent(tombstones -> writeTombstones(tombstones, out));
  }

  private static void writeStatistics(SegmentStatistics statistics, ByteWriter out) {
    ByteWriter encoded = new ByteWriter();
    statistics.write(encoded);
    out.varint(encoded.size()).raw(encoded.toArray());
  }

  private static void writeTombstones(Tombstones tombstones, ByteWriter out) {
    out.string(tombstones.file()).i64(tombstones.bytes()).i32(tombstones.checksum());
    out.varint(tombstones.rows());
  }

  /**
   * Reads a whole file.
   *
   * @throws io.vecgo.model.CorruptException if it is damaged
   * @throws IncompatibleFormatException if it is sound and newer than this version
   */
  public static Manifest decode(String name, MemorySegment file) {
    ByteReader in = FRAME.unwrap(name, file);
    try {
      return read(name, in);
    } catch (IllegalArgumentException | DateTimeException impossible) {
      throw in.corrupt(
          "invalid manifest",
          "values within their limits",
          String.valueOf(impossible.getMessage()));
    }
  }

  private static Manifest read(String name, ByteReader in) {
    long version = in.i64();
    long seconds = in.i64();
    Instant createdAt = Instant.ofEpochSecond(seconds, number("nanos", in.i32(), 0, NANOS_MAX));
    Operation operation = known(name, "operation", in.u8(), Operation::ofCode);
    int dimension = number("dimension", in.varint(), 1, Limits.DIMENSION_MAX);
    Metric metric = known(name, "metric", in.u8(), Metric::ofCode);
    IndexSettings index = readIndex(name, in);
    index.checkDimension(dimension);
    Schema schema = readSchema(name, in);
    String analyzer = in.string();
    long nextId = in.i64();
    long nextFile = in.i64();
    int count = in.count(SEGMENT_BYTES_MIN);
    List<SegmentEntry> segments = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      segments.add(readSegment(in, dimension, metric));
    }
    in.expectEnd();
    return new Manifest(
        version, createdAt, operation, dimension, metric, schema, analyzer, index, nextId, nextFile,
        segments);
  }

  private static IndexSettings readIndex(String name, ByteReader in) {
    int m = number("m", in.varint(), 1, Integer.MAX_VALUE);
    int efConstruction = number("efConstruction", in.varint(), 1, Integer.MAX_VALUE);
    Quantization quantization = readQuantization(name, in.string());
    Layout layout = known(name, "layout", in.u8(), Layout::ofCode);
    return new IndexSettings(m, efConstruction, quantization, layout);
  }

  private static Quantization readQuantization(String name, String label) {
    try {
      return Quantization.parse(label);
    } catch (IllegalArgumentException _) {
      throw newer(name, "quantization " + label);
    }
  }

  private static Schema readSchema(String name, ByteReader in) {
    int count = in.count(FIELD_BYTES_MIN);
    List<Schema.Field> fields = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String field = in.string();
      FieldType type = readType(name, in.string());
      boolean required = readFlag(in);
      fields.add(
          new Schema.Field(
              field, type, required ? Schema.Presence.REQUIRED : Schema.Presence.OPTIONAL));
    }
    return new Schema(fields);
  }

  private static FieldType readType(String name, String label) {
    try {
      return FieldType.parse(label);
    } catch (IllegalArgumentException _) {
      throw newer(name, "field type " + label);
    }
  }

  /** A byte that says whether something is there. */
  private static boolean readFlag(ByteReader in) {
    int flag = in.u8();
    if (flag > 1) {
      throw in.corrupt("invalid flag", "0 or 1", Integer.toString(flag));
    }
    return flag == 1;
  }

  private static SegmentEntry readSegment(ByteReader in, int dimension, Metric metric) {
    String file = in.string();
    long bytes = in.i64();
    long tail = in.varint();
    int checksum = in.i32();
    int rows = number("rows", in.varint(), 1, Integer.MAX_VALUE);
    long minId = in.varint();
    long maxId = in.varint();
    int level = number("level", in.varint(), 0, Integer.MAX_VALUE);
    boolean leftOut = readFlag(in);
    SegmentStatistics statistics = SegmentStatistics.read(metric, dimension, in.part(in.count(1)));
    Optional<Tombstones> tombstones =
        readFlag(in) ? Optional.of(readTombstones(in)) : Optional.empty();
    return new SegmentEntry(
        new SegmentInfo(
            file, bytes, tail, checksum, rows, dimension, metric, minId, maxId, statistics),
        level,
        tombstones,
        leftOut);
  }

  private static Tombstones readTombstones(ByteReader in) {
    String file = in.string();
    long bytes = in.i64();
    int checksum = in.i32();
    return new Tombstones(
        file, bytes, checksum, number("tombstones", in.varint(), 1, Integer.MAX_VALUE));
  }

  private static int number(String what, long value, long min, long max) {
    Limits.checkRange(what, value, min, max);
    return (int) value;
  }

  private interface ByCode<T> {
    Optional<T> of(int code);
  }

  private static <T> T known(String name, String what, int code, ByCode<T> byCode) {
    return byCode.of(code).orElseThrow(() -> newer(name, what + " code " + code));
  }

  private static IncompatibleFormatException newer(String name, String what) {
    return new IncompatibleFormatException(
        name + ": " + what + " is newer than this version of the library");
  }
}
