package io.vecgo.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class ResultStreamTest {

  @Test
  void aFullDiskIsALoss() {
    assertThat(afterFailure("No space left on device").loss())
        .hasValueSatisfying(loss -> assertThat(loss).hasMessage("No space left on device"));
  }

  @Test
  void aReaderThatHasSeenEnoughIsNoLoss() {
    assertThat(afterFailure("Broken pipe").loss()).isEmpty();
  }

  @Test
  void whatIsWrittenIsNoLoss() {
    ResultStream results = new ResultStream(OutputStream.nullOutputStream());
    print(results);
    assertThat(results.loss()).isEmpty();
  }

  private static ResultStream afterFailure(String message) {
    ResultStream results =
        new ResultStream(
            new OutputStream() {
              @Override
              public void write(int value) throws IOException {
                throw new IOException(message);
              }
            });
    print(results);
    return results;
  }

  private static void print(ResultStream results) {
    Console console = Console.of(results, OutputStream.nullOutputStream(), Terminal.NONE);
    console.println("a result");
    console.flush();
  }
}
