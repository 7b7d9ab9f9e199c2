package io.vecgo.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** HTTP on which some requests go wrong, and which counts them all. */
final class FaultyHttp implements SdkHttpClient {
  private static final long LATE_NANOS = 3_000_000;

  private final SdkHttpClient inner = UrlConnectionHttpClient.create();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger passing = new AtomicInteger(Integer.MAX_VALUE);
  private final AtomicInteger failing = new AtomicInteger();
  private volatile Fault fault = Fault.NOT_SENT;
  private volatile Predicate<SdkHttpRequest> affected = _ -> true;

  /** What goes wrong with a request. */
  enum Fault {
    /** No connection. */
    NOT_SENT,
    /** Done, and the connection breaks before the answer. */
    ANSWER_LOST,
    /** Done, and the answer does not come in time. */
    TIMED_OUT,
    /** An internal error before anything is done. */
    STATUS_500,
    /** Done, and an internal error all the same. */
    DONE_AND_500,
    /** The store asks to slow down. */
    STATUS_503,
    /** The connection breaks in the middle of the answer's body. */
    TRUNCATED,
    /** Nothing, but the answer is late. */
    LATE;

    /** Whether whoever asks gets no answer to use. */
    boolean isFailure() {
      return this != LATE;
    }
  }

  /** So many requests pass, then so many fail, then all pass. */
  void fail(Fault how, int passingFirst, int failingThen) {
    fault = how;
    affected = _ -> true;
    failing.set(failingThen);
    passing.set(passingFirst);
  }

  /** The next so many requests that this affects fail. */
  void fail(Fault how, int failingNext, Predicate<SdkHttpRequest> which) {
    fail(how, 0, failingNext);
    affected = which;
  }

  /** All requests pass; false if not all that were to fail have done so. */
  boolean heal() {
    passing.set(Integer.MAX_VALUE);
    return failing.getAndSet(0) <= 0;
  }

  /** Requests since the last call, those that failed included. */
  int requests() {
    return requests.getAndSet(0);
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    requests.incrementAndGet();
    boolean fails =
        affected.test(request.httpRequest())
            && passing.getAndDecrement() <= 0
            && failing.getAndDecrement() > 0;
    return fails
        ? new Failing(inner.prepareRequest(request), fault)
        : inner.prepareRequest(request);
  }

  @Override
  public String clientName() {
    return inner.clientName();
  }

  @Override
  public void close() {
    inner.close();
  }

  private record Failing(ExecutableHttpRequest request, Fault fault)
      implements ExecutableHttpRequest {

    @Override
    public HttpExecuteResponse call() throws IOException {
      return switch (fault) {
        case NOT_SENT -> throw new SocketException("made to fail: no connection");
        case STATUS_500 -> status(500, "InternalError");
        case STATUS_503 -> status(503, "SlowDown");
        case ANSWER_LOST -> {
          done(request.call());
          throw new SocketException("made to fail: connection reset");
        }
        case TIMED_OUT -> {
          done(request.call());
          throw new SocketTimeoutException("made to fail: timed out");
        }
        case DONE_AND_500 -> {
          done(request.call());
          yield status(500, "InternalError");
        }
        case TRUNCATED -> truncated(request.call());
        case LATE -> late(request);
      };
    }

    private static HttpExecuteResponse late(ExecutableHttpRequest request) throws IOException {
      LockSupport.parkNanos(LATE_NANOS);
      return request.call();
    }

    private static void done(HttpExecuteResponse response) throws IOException {
      Optional<AbortableInputStream> body = response.responseBody();
      if (body.isPresent()) {
        body.get().readAllBytes();
        body.get().close();
      }
    }

    private static HttpExecuteResponse status(int code, String error) {
      byte[] body =
          ("<?xml version=\"1.0\"?><Error><Code>" + error + "</Code></Error>")
              .getBytes(StandardCharsets.UTF_8);
      return HttpExecuteResponse.builder()
          .response(SdkHttpFullResponse.builder().statusCode(code).build())
          .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
          .build();
    }

    /** Half of the body, under the header that promises all of it. */
    private static HttpExecuteResponse truncated(HttpExecuteResponse whole) throws IOException {
      if (whole.responseBody().isEmpty()) {
        throw new SocketException("made to fail: connection reset");
      }
      try (AbortableInputStream body = whole.responseBody().get()) {
        byte[] bytes = body.readAllBytes();
        SdkHttpResponse header = whole.httpResponse();
        return HttpExecuteResponse.builder()
            .response(header)
            .responseBody(
                AbortableInputStream.create(new ByteArrayInputStream(bytes, 0, bytes.length / 2)))
            .build();
      }
    }

    @Override
    public void abort() {
      request.abort();
    }
  }
}
