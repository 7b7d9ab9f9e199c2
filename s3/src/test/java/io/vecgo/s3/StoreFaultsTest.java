package io.vecgo.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vecgo.s3.FaultyHttp.Fault;
import io.vecgo.store.BlobInfo;
import io.vecgo.store.BlobReader;
import io.vecgo.store.BlobStore;
import io.vecgo.store.BlobWriter;
import io.vecgo.store.UnansweredException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operation of the store under each fault of the network. */
class StoreFaultsTest {
  private final FaultyHttp http = new FaultyHttp();
  private final BlobStore store = TestServer.store(TestServer.newLocation(), http);

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  /** What is done to a store that has the blob "there", and what must be so afterwards. */
  enum Operation {
    OPEN_AND_READ {
      @Override
      void run(BlobStore store) throws IOException {
        assertThat(get(store, "there")).isEqualTo(bytes(200_000));
      }
    },
    READ_A_RANGE {
      @Override
      void run(BlobStore store) throws IOException {
        byte[] range = new byte[50_000];
        try (BlobReader reader = store.open(new BlobInfo("there", 200_000))) {
          reader.read(100_000, MemorySegment.ofArray(range));
        }
        assertThat(range).isEqualTo(Arrays.copyOfRange(bytes(200_000), 100_000, 150_000));
      }
    },
    OPEN_WHAT_IS_NOT_THERE {
      @Override
      void run(BlobStore store) {
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> store.open("other"));
      }
    },
    LIST {
      @Override
      void run(BlobStore store) throws IOException {
        assertThat(store.list("")).contains(new BlobInfo("there", 200_000));
      }
    },
    PUBLISH {
      @Override
      void run(BlobStore store) throws IOException {
        put(store, "new", bytes(1_000));
        assertThat(get(store, "new")).isEqualTo(bytes(1_000));
      }
    },
    PUBLISH_EMPTY {
      @Override
      void run(BlobStore store) throws IOException {
        put(store, "new", new byte[0]);
        assertThat(get(store, "new")).isEmpty();
      }
    },
    PUBLISH_PARTS {
      @Override
      void run(BlobStore store) throws IOException {
        put(store, "new", bytes(TestServer.PART_BYTES + 1));
        assertThat(get(store, "new")).isEqualTo(bytes(TestServer.PART_BYTES + 1));
      }
    },
    PUBLISH_WHAT_IS_TAKEN {
      @Override
      void run(BlobStore store) throws IOException {
        assertThatExceptionOfType(FileAlreadyExistsException.class)
            .isThrownBy(() -> put(store, "there", bytes(1_000)));
        assertThat(get(store, "there")).isEqualTo(bytes(200_000));
      }
    },
    DELETE_WHAT_IS_NOT_THERE {
      @Override
      void run(BlobStore store) throws IOException {
        store.delete("other");
        assertThat(store.list("")).hasSize(1);
      }
    },
    DELETE {
      @Override
      void run(BlobStore store) throws IOException {
        store.delete("there");
        assertThat(store.list("")).isEmpty();
      }
    };

    abstract void run(BlobStore store) throws IOException;
  }

  private static void put(BlobStore store, String name, byte[] bytes) throws IOException {
    try (BlobWriter writer = store.create(name)) {
      writer.write(MemorySegment.ofArray(bytes));
      writer.publish();
    }
  }

  private static byte[] get(BlobStore store, String name) throws IOException {
    try (BlobReader reader = store.open(name)) {
      byte[] bytes = new byte[(int) reader.size()];
      reader.read(0, MemorySegment.ofArray(bytes));
      return bytes;
    }
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  static Stream<Arguments> operationsAndFaults() {
    return Arrays.stream(Operation.values())
        .flatMap(operation ->
            Arrays.stream(Fault.values()).map(fault -> Arguments.of(operation, fault)));
  }

  @ParameterizedTest
  @MethodSource("operationsAndFaults")
  void oneFaultIsNotNoticed(Operation operation, Fault fault) throws IOException {
    for (int request = 0; ; request++) {
      BlobStore fresh = TestServer.store(TestServer.newLocation(), http);
      put(fresh, "there", bytes(200_000));
      http.fail(fault, request, 1);
      operation.run(fresh);
      if (!http.heal()) {
        assertThat(request).as("requests of " + operation).isPositive();
        return;
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void listOfSeveralPagesIsWhole(Fault fault) throws IOException {
    S3Location place = TestServer.newLocation();
    List<String> names = IntStream.range(0, 12).mapToObj("blob-%02d"::formatted).toList();
    for (String name : names) {
      put(TestServer.store(place, http), name, bytes(1));
    }
    BlobStore pages = TestServer.storeOfShortPages(place, http);
    for (int request = 0; request < 3; request++) {
      http.fail(fault, request, 1);
      assertThat(pages.list("blob-")).extracting(BlobInfo::name).isEqualTo(names);
      assertThat(http.heal()).as(fault + " of request " + request).isTrue();
    }
  }

  @Test
  void serverThatNeverAnswersIsGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      S3Options options =
          TestServer.options()
              .withEndpoint(URI.create("http://127.0.0.1:" + silent.getLocalPort()))
              .withTimeouts(Duration.ofMillis(100), Duration.ofMillis(100))
              .withAttemptsMax(2);
      try (BlobStore nobody = S3Store.open(TestServer.newLocation(), options)) {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> nobody.list(""));
        assertThatExceptionOfType(UnansweredException.class)
            .isThrownBy(() -> put(nobody, "new", bytes(1_000)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "LATE")
  void storeThatOnlyFailsRaisesAnException(Fault fault) throws IOException {
    put(store, "there", bytes(1_000));
    http.fail(fault, 0, Integer.MAX_VALUE);
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> store.list(""));
    if (fault != Fault.TRUNCATED) {
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> store.delete("other"));
    }
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> get(store, "there"));
    http.heal();
    assertThat(get(store, "there")).isEqualTo(bytes(1_000));
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"LATE", "TRUNCATED"}) // the answers to a creation have no body
  void creationThatNobodyAnswersIsUnanswered(Fault fault) throws IOException {
    http.fail(fault, 0, Integer.MAX_VALUE);
    assertThatExceptionOfType(UnansweredException.class)
        .isThrownBy(() -> put(store, "new", bytes(1_000)));
    http.heal();
  }

  @Test
  void creationWhoseAnswersAreLostIsFound() throws IOException {
    http.fail(Fault.ANSWER_LOST, TestServer.ATTEMPTS, request -> isPut(request.method().name()));
    put(store, "new", bytes(1_000));
    assertThat(http.heal()).isTrue();
    assertThat(get(store, "new")).isEqualTo(bytes(1_000));
  }

  private static boolean isPut(String method) {
    return method.equals("PUT");
  }

  @Test
  void partsOfAFailedCreationAreThrownAway() throws IOException {
    try (BlobWriter writer = store.create("new")) {
      writer.write(MemorySegment.ofArray(bytes(TestServer.PART_BYTES + 1)));
    }
    assertThat(uploadsUnderWay()).isEmpty();
    assertThat(store.list("")).isEmpty();
  }

  private List<String> uploadsUnderWay() {
    try (var client = Clients.of(TestServer.options())) {
      String prefix = S3Location.parse(store.location()).prefix();
      return client
          .listMultipartUploads(list -> list.bucket(TestServer.BUCKET).prefix(prefix))
          .uploads()
          .stream()
          .map(upload -> upload.key())
          .toList();
    }
  }
}
