package io.vecgo.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobReader;
import io.vecgo.store.BlobStore;
import io.vecgo.store.BlobWriter;
import io.vecgo.store.LockHeldException;
import io.vecgo.store.WriterLock;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link BlobStore} must do, as tests: extend this class and say how an empty store is
 * made.
 */
public abstract class BlobStoreContract {

  /** For subclasses, one for each store. */
  protected BlobStoreContract() {}

  private static final int MIB = 1 << 20;
  private static final String OWNER = "pid 1 on host since now";

  private BlobStore store;

  /** An empty store of the kind under test. */
  protected abstract BlobStore newStore() throws IOException;

  /** Whether the store keeps a second writer out, or leaves that to {@link BlobWriter#publish}. */
  protected boolean locks() {
    return true;
  }

  /** Whether an open reader of a blob goes on when the blob is deleted, or fails. */
  protected boolean keepsDeletedBlobsReadable() {
    return true;
  }

  /** The store of the running test. */
  protected final BlobStore store() {
    return store;
  }

  @BeforeEach
  final void openStore() throws IOException {
    store = newStore();
  }

  @AfterEach
  final void closeStore() throws IOException {
    store.close();
  }

  // Writing and reading

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4096, MIB - 1, MIB, MIB + 1})
  void blobComesBackAsWritten(int size) throws IOException {
    byte[] bytes = bytes(size);
    put("blob", bytes);
    try (BlobReader reader = store.open("blob")) {
      assertThat(reader.size()).isEqualTo(size);
      assertThat(read(reader, 0, size)).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4096, MIB + 1})
  void mappedMemoryHoldsTheBlob(int size) throws IOException {
    byte[] bytes = bytes(size);
    put("blob", bytes);
    try (BlobReader reader = store.open("blob")) {
      Optional<MemorySegment> mapped = reader.mapped();
      mapped.ifPresent(
          memory -> assertThat(memory.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes));
    }
  }

  @Test
  void mappedMemoryIsNativeAlignedAndReadOnly() throws IOException {
    put("blob", bytes(100));
    try (BlobReader reader = store.open("blob")) {
      reader.mapped().ifPresent(BlobStoreContract::assertFitForKernels);
    }
  }

  private static void assertFitForKernels(MemorySegment memory) {
    assertThat(memory.isNative()).isTrue();
    assertThat(memory.isReadOnly()).isTrue();
    assertThat(memory.address() % 64).isZero();
  }

  @Test
  void writesFollowEachOther() throws IOException {
    byte[] bytes = bytes(3 * MIB);
    try (BlobWriter writer = store.create("blob")) {
      for (int from = 0, size = 1; from < bytes.length; from += size, size = size * 3 + 1) {
        int to = Math.min(bytes.length, from + size);
        writer.write(MemorySegment.ofArray(Arrays.copyOfRange(bytes, from, to)));
      }
      writer.publish();
    }
    assertThat(get("blob")).isEqualTo(bytes);
  }

  @Test
  void memoryOfAnyKindCanBeWritten() throws IOException {
    try (Arena arena = Arena.ofConfined();
        BlobWriter writer = store.create("blob")) {
      writer.write(arena.allocateFrom(ValueLayout.JAVA_INT, 1, 2));
      writer.write(MemorySegment.ofArray(new int[] {3, 4}));
      writer.write(MemorySegment.ofArray(new int[] {5, 6}).asReadOnly());
      writer.publish();
    }
    int[] numbers = MemorySegment.ofArray(get("blob")).toArray(ValueLayout.JAVA_INT_UNALIGNED);
    assertThat(numbers).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void memoryOfAnyKindCanBeReadInto() throws IOException {
    byte[] bytes = bytes(2 * MIB);
    put("blob", bytes);
    try (Arena arena = Arena.ofConfined();
        BlobReader reader = store.open("blob")) {
      for (MemorySegment target :
          List.of(
              arena.allocate(bytes.length),
              MemorySegment.ofArray(new byte[bytes.length]),
              MemorySegment.ofArray(new float[bytes.length / Float.BYTES]))) {
        reader.read(0, target);
        assertThat(target.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes);
      }
    }
  }

  @Test
  void partOfABlobCanBeRead() throws IOException {
    byte[] bytes = bytes(10_000);
    put("blob", bytes);
    try (BlobReader reader = store.open("blob")) {
      assertThat(read(reader, 4_095, 1_234)).isEqualTo(Arrays.copyOfRange(bytes, 4_095, 5_329));
      assertThat(read(reader, 10_000, 0)).isEmpty();
    }
  }

  @Test
  void blobOfKnownSizeCanBeRead() throws IOException {
    byte[] bytes = bytes(10_000);
    put("blob", bytes);
    try (BlobReader reader = store.open(new BlobInfo("blob", 10_000))) {
      assertThat(reader.size()).isEqualTo(10_000);
      assertThat(read(reader, 4_095, 1_234)).isEqualTo(Arrays.copyOfRange(bytes, 4_095, 5_329));
    }
  }

  @Test
  void readingBeyondTheEndIsRefused() throws IOException {
    put("blob", bytes(100));
    try (BlobReader reader = store.open("blob")) {
      assertThatExceptionOfType(EOFException.class).isThrownBy(() -> read(reader, 0, 101));
      assertThatExceptionOfType(EOFException.class).isThrownBy(() -> read(reader, 100, 1));
      assertThatExceptionOfType(EOFException.class)
          .isThrownBy(() -> read(reader, Long.MAX_VALUE, 1));
    }
  }

  @Test
  void negativeOffsetIsRefused() throws IOException {
    put("blob", bytes(100));
    try (BlobReader reader = store.open("blob")) {
      assertThatIllegalArgumentException().isThrownBy(() -> read(reader, -1, 1));
    }
  }

  @Test
  void readerCanBeClosedTwice() throws IOException {
    put("blob", bytes(100));
    BlobReader reader = store.open("blob");
    reader.close();
    reader.close();
    assertThatIllegalStateException().isThrownBy(() -> read(reader, 0, 1));
  }

  @Test
  void threadsReadOneReaderTogether() throws Exception {
    byte[] bytes = bytes(MIB);
    put("blob", bytes);
    try (BlobReader reader = store.open("blob")) {
      for (byte[] seen : together(4, _ -> read(reader, 0, bytes.length))) {
        assertThat(seen).isEqualTo(bytes);
      }
    }
  }

  @Test
  void interruptedThreadDoesNotTakeTheReaderFromOthers() throws IOException {
    byte[] bytes = bytes(5_000);
    put("blob", bytes);
    try (BlobReader reader = store.open("blob")) {
      Thread.currentThread().interrupt();
      try {
        read(reader, 0, 5_000);
      } catch (IOException _) {
        // A store may let an interrupt end the read of the interrupted thread itself.
      } finally {
        assertThat(Thread.interrupted()).isTrue();
      }
      assertThat(read(reader, 0, 5_000)).isEqualTo(bytes);
    }
  }

  // Publication

  @Test
  void blobIsInvisibleUntilPublished() throws IOException {
    try (BlobWriter writer = store.create("blob")) {
      writer.write(MemorySegment.ofArray(bytes(10)));
      assertThat(names("")).isEmpty();
      assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> store.open("blob"));
      writer.publish();
      assertThat(names("")).containsExactly("blob");
    }
    assertThat(names("")).containsExactly("blob");
  }

  @Test
  void blobClosedWithoutPublishLeavesNothing() throws IOException {
    BlobWriter writer = store.create("blob");
    writer.write(MemorySegment.ofArray(bytes(10)));
    writer.close();
    writer.close();
    assertThat(names("")).isEmpty();
    put("blob", bytes(20));
    assertThat(get("blob")).isEqualTo(bytes(20));
  }

  @Test
  void publishedBlobIsNeverReplaced() throws IOException {
    put("blob", bytes(10));
    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> put("blob", bytes(20)));
    assertThat(get("blob")).isEqualTo(bytes(10));
    assertThat(names("")).containsExactly("blob");
  }

  @Test
  void exactlyOneOfManyWritersGetsTheName() throws Exception {
    for (int round = 0; round < 10; round++) {
      String name = "blob-" + round;
      List<Boolean> won = together(8, writer -> wins(name, writer));
      assertThat(won).filteredOn(Boolean::booleanValue).hasSize(1);
      assertThat(get(name)).isEqualTo(contentOf(won.indexOf(true)));
    }
    assertThat(names("")).hasSize(10);
  }

  private boolean wins(String name, int writer) throws IOException {
    try {
      put(name, contentOf(writer));
      return true;
    } catch (FileAlreadyExistsException _) {
      return false;
    }
  }

  private static byte[] contentOf(int writer) {
    return bytes(1_000 + writer);
  }

  @Test
  void blobWithAFailedWriteIsNeverPublished() throws IOException {
    MemorySegment gone;
    try (Arena arena = Arena.ofConfined()) {
      gone = arena.allocate(10);
    }
    try (BlobWriter writer = store.create("blob")) {
      writer.write(MemorySegment.ofArray(bytes(10)));
      assertThatIllegalStateException().isThrownBy(() -> writer.write(gone));
      assertThatIllegalStateException().isThrownBy(writer::publish);
      assertThatIllegalStateException()
          .isThrownBy(() -> writer.write(MemorySegment.ofArray(bytes(10))));
    }
    assertThat(names("")).isEmpty();
  }

  @Test
  void publishedBlobTakesNoMoreBytes() throws IOException {
    try (BlobWriter writer = store.create("blob")) {
      writer.publish();
      assertThatIllegalStateException()
          .isThrownBy(() -> writer.write(MemorySegment.ofArray(bytes(10))));
      assertThatIllegalStateException().isThrownBy(writer::publish);
    }
    assertThat(get("blob")).isEmpty();
  }

  // Listing and deleting

  @Test
  void listIsInTheOrderOfNames() throws IOException {
    for (String name : List.of("b", "a-2", "a", "a-10", "_", "a.x", "0")) {
      put(name, bytes(name.length()));
    }
    assertThat(names("")).containsExactly("0", "_", "a", "a-10", "a-2", "a.x", "b");
  }

  @Test
  void listGivesTheBlobsUnderAPrefixWithTheirSizes() throws IOException {
    put("segment-1.bin", bytes(10));
    put("segment-2.bin", bytes(0));
    put("segmen", bytes(3));
    put("manifest-1", bytes(4));
    assertThat(store.list("segment-"))
        .containsExactly(new BlobInfo("segment-1.bin", 10), new BlobInfo("segment-2.bin", 0));
    assertThat(store.list("x")).isEmpty();
    assertThat(store.list("UPPER")).isEmpty();
  }

  @Test
  void deletedBlobIsGone() throws IOException {
    put("blob", bytes(10));
    store.delete("blob");
    assertThat(names("")).isEmpty();
    assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> store.open("blob"));
  }

  @Test
  void deletingWhatIsNotThereIsNoError() throws IOException {
    store.delete("blob");
    assertThat(names("")).isEmpty();
  }

  @Test
  void openReaderOutlivesTheDeletion() throws IOException {
    byte[] bytes = bytes(MIB);
    put("blob", bytes);
    try (BlobReader reader = store.open("blob")) {
      store.delete("blob");
      if (!keepsDeletedBlobsReadable()) {
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> read(reader, 0, MIB));
        return;
      }
      assertThat(read(reader, 0, MIB)).isEqualTo(bytes);
      reader
          .mapped()
          .ifPresent(memory -> assertThat(memory.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes));
    }
  }

  // Names

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "0", "segment-1.bin", "manifest-00000000000000000001", "_x", "-", "a..b"})
  void ordinaryNamesAreAccepted(String name) throws IOException {
    put(name, bytes(1));
    assertThat(names("")).containsExactly(name);
  }

  @Test
  void longestNameIsAccepted() throws IOException {
    String name = "n".repeat(64);
    put(name, bytes(1));
    assertThat(names("")).containsExactly(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../x",
        "a/b",
        "/a",
        "a\\b",
        "A",
        "ä",
        "a b",
        "a\n",
        "a\0",
        ".a",
        "tmp-a",
        "writer.lock",
        "writer.owner",
        "*",
        "c:a"
      })
  void otherNamesAreRefused(String name) {
    assertNameIsRefused(name);
  }

  @Test
  void nameThatIsTooLongIsRefused() {
    assertNameIsRefused("n".repeat(65));
  }

  private void assertNameIsRefused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> store.create(name));
    assertThatIllegalArgumentException().isThrownBy(() -> store.open(name));
    assertThatIllegalArgumentException().isThrownBy(() -> store.open(new BlobInfo(name, 1)));
    assertThatIllegalArgumentException().isThrownBy(() -> store.delete(name));
  }

  // Locking

  @Test
  void secondWriterIsToldWhoHasTheLock() throws IOException {
    try (WriterLock lock = store.lock(OWNER)) {
      assertThat(lock).isNotNull();
      if (locks()) {
        assertThatExceptionOfType(LockHeldException.class)
            .isThrownBy(() -> store.lock("someone else"))
            .satisfies(e -> assertThat(e.owner()).isEqualTo(OWNER));
      }
    }
  }

  @Test
  void lockIsFreeAfterItsRelease() throws IOException {
    store.lock(OWNER).close();
    try (WriterLock lock = store.lock("someone else")) {
      assertThat(lock).isNotNull();
    }
  }

  @Test
  void refusedWriterDoesNotBreakTheLock() throws IOException {
    if (locks()) {
      try (WriterLock lock = store.lock(OWNER)) {
        assertThat(lock).isNotNull();
        for (int attempt = 0; attempt < 3; attempt++) {
          assertThatExceptionOfType(LockHeldException.class)
              .isThrownBy(() -> store.lock("someone else"))
              .satisfies(e -> assertThat(e.owner()).isEqualTo(OWNER));
        }
      }
    }
  }

  @Test
  void releasingTwiceDoesNotTakeTheLockFromTheNextWriter() throws IOException {
    WriterLock first = store.lock(OWNER);
    first.close();
    try (WriterLock second = store.lock("someone else")) {
      assertThat(second).isNotNull();
      first.close();
      if (locks()) {
        assertThatExceptionOfType(LockHeldException.class).isThrownBy(() -> store.lock(OWNER));
      }
    }
  }

  @Test
  void exactlyOneOfManyThreadsGetsTheLock() throws Exception {
    if (locks()) {
      List<Optional<WriterLock>> results = together(8, thread -> tryLock("thread " + thread));
      assertThat(results).filteredOn(Optional::isPresent).hasSize(1);
      for (Optional<WriterLock> lock : results) {
        if (lock.isPresent()) {
          lock.get().close();
        }
      }
    }
  }

  private Optional<WriterLock> tryLock(String owner) throws IOException {
    try {
      return Optional.of(store.lock(owner));
    } catch (LockHeldException _) {
      return Optional.empty();
    }
  }

  @Test
  void lockIsNoBlob() throws IOException {
    try (WriterLock lock = store.lock(OWNER)) {
      assertThat(lock).isNotNull();
      assertThat(names("")).isEmpty();
    }
    assertThat(names("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "two\nlines"})
  void ownerMustBeOneLine(String owner) {
    assertThatIllegalArgumentException().isThrownBy(() -> store.lock(owner));
  }

  @Test
  void storeSaysWhereItIs() {
    assertThat(store.location()).isNotBlank();
  }

  // Helpers

  /** Creates a blob of these bytes. */
  protected final void put(String name, byte[] bytes) throws IOException {
    try (BlobWriter writer = store.create(name)) {
      writer.write(MemorySegment.ofArray(bytes));
      writer.publish();
    }
  }

  /** All bytes of a blob. */
  protected final byte[] get(String name) throws IOException {
    try (BlobReader reader = store.open(name)) {
      return read(reader, 0, (int) reader.size());
    }
  }

  /** The names of the blobs under a prefix. */
  protected final List<String> names(String prefix) throws IOException {
    return store.list(prefix).stream().map(BlobInfo::name).toList();
  }

  /** So many bytes, the same every time. */
  protected static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static byte[] read(BlobReader reader, long offset, int size) throws IOException {
    byte[] bytes = new byte[size];
    reader.read(offset, MemorySegment.ofArray(bytes));
    return bytes;
  }

  /** What one thread of several does; the threads are numbered from 0. */
  @FunctionalInterface
  private interface Task<T> {
    T run(int thread) throws Exception;
  }

  /** Runs a task in several threads, which start together, and returns their results in order. */
  private static <T> List<T> together(int threads, Task<T> task) throws Exception {
    CyclicBarrier start = new CyclicBarrier(threads);
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int thread = i;
        futures.add(
            executor.submit(() -> {
              start.await(60, TimeUnit.SECONDS);
              return task.run(thread);
            }));
      }
      return results(futures);
    }
  }

  private static <T> List<T> results(List<Future<T>> futures)
      throws InterruptedException, ExecutionException {
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      results.add(future.get());
    }
    return results;
  }
}
