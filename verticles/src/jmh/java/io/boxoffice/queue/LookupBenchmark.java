package io.boxoffice.queue;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What looking a place up costs, whether a thousand wait or a million. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LookupBenchmark {
  /** A fifth of a second of a busy node. */
  private static final int POLLS_A_ROUND = 16_384;

  /** How many wait. */
  @Param({"1000", "1000000"})
  public int waiting;

  private QueueHead head;
  private PositionView view;
  private PlaceRef[] places;
  private int next;
  private int polls;

  /** Makes the queue and a copy of it. */
  @Setup
  public void fill() {
    Random random = new Random(1);
    head = Queues.head(waiting, random);
    view = Queues.view(head);
    places = Queues.shuffled(head, random);
  }

  private PlaceRef next() {
    next = next + 1 == places.length ? 0 : next + 1;
    return places[next];
  }

  /** The position of somebody in the line. */
  @Benchmark
  public int rank() {
    return head.waiting.position(head.waiting.indexOf(next().sequence()));
  }

  /** The answer to somebody's poll, his share in telling the head of all of them included. */
  @Benchmark
  public PlaceAnswer poll() {
    if (++polls % POLLS_A_ROUND == 0) {
      Queues.sync(head, view);
    }
    return view.find(next(), Queues.START_MS, 0);
  }
}
