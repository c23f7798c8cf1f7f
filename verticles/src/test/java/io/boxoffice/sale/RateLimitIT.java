package io.boxoffice.sale;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.support.PlainHttp;
import io.boxoffice.support.TestNode;
import io.boxoffice.support.TestPostgres;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rate limit of a whole node, whose connections end at several event loops. */
class RateLimitIT {
  private static final int BURST = 5;

  @Test
  void oneAddressHasOneBucketOverAllConnections() {
    try (TestNode node =
        TestNode.start(
            TestPostgres.newDatabase(),
            "--http.instances=4",
            "--http.requests-per-second=1",
            "--http.request-burst=" + BURST)) {
      long startNanos = System.nanoTime();

      long served =
          IntStream.range(0, 24)
              .map(n -> new PlainHttp(node.baseUrl()).get("/api/v1/concerts").status())
              .filter(status -> status == 200)
              .count();

      // One more comes in for each second that this took.
      long refilled = (System.nanoTime() - startNanos) / 1_000_000_000 + 1;
      assertThat(served).isBetween((long) BURST, BURST + refilled);
    }
  }
}
