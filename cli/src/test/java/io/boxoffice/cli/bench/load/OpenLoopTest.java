package io.boxoffice.cli.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
  private static final String OK = "HTTP/1.1 200 OK|Content-Length: 2||{}";
  private static final String BUSY = "HTTP/1.1 503 Service Unavailable|Content-Length: 0||";
  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** Asks for the same thing over and over, at most so often. */
  private static final class Same implements Requests {
    private final int most;
    private int sent;
    private int unanswered;

    Same(int most) {
      this.most = most;
    }

    @Override
    public int write(ByteBuffer out) {
      if (sent == most) {
        return -1;
      }
      out.put(REQUEST);
      return sent++;
    }

    @Override
    public boolean answered(int number, int status, byte[] body, int length) {
      return status == 200;
    }

    @Override
    public void unanswered(int number) {
      unanswered++;
    }
  }

  private static Load offer(StubHttp server, int connections, double perSecond, Window window) {
    try (OpenLoop loop = new OpenLoop(server.address(), connections)) {
      return loop.run(new Same(Integer.MAX_VALUE), new Arrivals(perSecond, 7), window, () -> 0);
    }
  }

  @Test
  void countsWhatIsOffered() throws Exception {
    try (StubHttp server = new StubHttp(OK, () -> {})) {
      Load load = offer(server, 8, 500, Window.ofMillis(100, 1_000));

      assertThat(load.offered()).isBetween(430L, 570L);
      assertThat(load.served()).isEqualTo(load.offered());
      assertThat(load.dropped() + load.unanswered()).isZero();
      assertThat(load.statuses()).containsOnlyKeys(200).containsValue(load.offered());
      assertThat(load.latency().getTotalCount()).isEqualTo(load.offered());
      assertThat(load.servedShare()).isEqualTo(1);
    }
  }

  @Test
  void unexpectedAnswersAreNotServed() throws Exception {
    try (StubHttp server = new StubHttp(BUSY, () -> {})) {
      Load load = offer(server, 2, 200, Window.ofMillis(0, 500));

      assertThat(load.served()).isZero();
      assertThat(load.statuses()).containsOnlyKeys(503);
      assertThat(load.kept()).isFalse();
    }
  }

  /**
   * A server that stalls once for half of the measured second delays one request by half a second,
   * and all those that were due meanwhile: half of them, not one in a hundred.
   */
  @Test
  void aStallShowsInTheLatencyOfAllThatWereDue() throws Exception {
    AtomicInteger answers = new AtomicInteger();
    StubHttp.Hook stallsOnce =
        () -> {
          if (answers.incrementAndGet() == 20) {
            new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS);
          }
        };
    try (StubHttp server = new StubHttp(OK, stallsOnce)) {
      Load load = offer(server, 1, 200, Window.ofMillis(0, 1_000));

      assertThat(load.latencyMs(100)).isGreaterThanOrEqualTo(480);
      assertThat(load.latencyMs(75)).isGreaterThan(100);
      assertThat(load.kept()).isFalse();
    }
  }

  @Test
  void whatIsNeverAnsweredIsNotServedAndHasWaited() throws Exception {
    AtomicInteger answers = new AtomicInteger();
    CountDownLatch never = new CountDownLatch(1);
    try (StubHttp server =
        new StubHttp(
            OK,
            () -> {
              if (answers.incrementAndGet() > 10) {
                never.await();
              }
            })) {
      Load load = offer(server, 2, 200, Window.ofMillis(0, 500));

      assertThat(load.served()).isEqualTo(10);
      assertThat(load.unanswered()).isEqualTo(load.offered() - 10);
      assertThat(load.latencyMs(99)).isGreaterThan(1_000);
    }
  }

  @Test
  void readsTheServersProcessorTimeWhereTheMeasuredTimeBeginsAndEnds() throws Exception {
    AtomicLong cpu = new AtomicLong(1_000);
    try (StubHttp server = new StubHttp(OK, () -> {});
        OpenLoop loop = new OpenLoop(server.address(), 2)) {
      Load load =
          loop.run(
              new Same(Integer.MAX_VALUE),
              new Arrivals(200, 7),
              Window.ofMillis(50, 300),
              () -> cpu.getAndAdd(5_000_000));

      assertThat(load.serverCpuNanos()).isEqualTo(5_000_000);
      assertThat(load.serverCpuMicros()).isEqualTo(5_000.0 / load.answeredInTime());
    }
  }

  @Test
  void runAllSendsEverythingOnce() throws Exception {
    try (StubHttp server = new StubHttp(OK, () -> {});
        OpenLoop loop = new OpenLoop(server.address(), 4)) {
      Same requests = new Same(100);

      assertThat(loop.runAll(requests)).isEqualTo(100);
      assertThat(requests.sent).isEqualTo(100);
      assertThat(requests.unanswered).isZero();
    }
  }

  @Test
  void arrivalsKeepTheirRateAndAreTheSameForASeed() {
    Arrivals one = new Arrivals(1_000, 42);
    Arrivals other = new Arrivals(1_000, 42);
    long last = 0;
    for (int i = 0; i < 100_000; i++) {
      long next = one.next();
      assertThat(next).isGreaterThanOrEqualTo(last).isEqualTo(other.next());
      last = next;
    }

    assertThat(last / 1e9).isBetween(98.5, 101.5);
  }

  @Test
  void arrivalsChangeTheirRateAtOnce() {
    Arrivals arrivals = Arrivals.changing(5_000, Duration.ofSeconds(4), 1_000, 42);
    int[] inSecond = new int[9];
    for (long next = arrivals.next(); next < 9_000_000_000L; next = arrivals.next()) {
      inSecond[(int) (next / 1_000_000_000)]++;
    }

    for (int second = 0; second < inSecond.length; second++) {
      int rate = second < 4 ? 5_000 : 1_000;
      assertThat(inSecond[second]).isBetween((int) (rate * 0.85), (int) (rate * 1.15));
    }
  }

  @Test
  void tellsWhatBecameOfEachSecond() throws Exception {
    AtomicInteger answers = new AtomicInteger();
    Timeline timeline = new Timeline();
    try (StubHttp server = new StubHttp(OK, answers::incrementAndGet);
        OpenLoop loop = new OpenLoop(server.address(), 4)) {
      Load load =
          loop.run(
              new Same(Integer.MAX_VALUE),
              new Arrivals(300, 7),
              Window.ofMillis(200, 2_000),
              () -> 0,
              timeline);

      Timeline.Stretch all = timeline.stretch(0, 2);
      assertThat(all.offered()).isEqualTo(load.offered());
      assertThat(all.served()).isEqualTo(load.served());
      assertThat(all.statuses()).isEqualTo(load.statuses());
      assertThat(all.latency().getTotalCount()).isEqualTo(load.latency().getTotalCount());
      assertThat(timeline.stretch(0, 1).offered()).isBetween(240L, 360L);
      assertThat(answers.get()).isGreaterThan((int) load.offered());
    }
  }

  @Test
  void connectionsThatWereClosedMeanwhileAreRenewed() throws Exception {
    try (StubHttp server = new StubHttp(OK, () -> {});
        OpenLoop loop = new OpenLoop(server.address(), 4)) {
      assertThat(loop.runAll(new Same(8))).isEqualTo(8);

      server.hangUp();

      assertThat(loop.runAll(new Same(8))).isEqualTo(8);
    }
  }
}
