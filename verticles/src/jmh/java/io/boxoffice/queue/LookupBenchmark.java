package io.boxoffice.queue;

import org.openjdk.jmh.annotations.Benchmark;

/** What looking a place up costs. */
public class LookupBenchmark extends QueueBenchmark {
  /** A fifth of a second of a busy node. */
  private static final int POLLS_A_ROUND = 16_384;

  private PositionView view;
  private PlaceRef[] places;
  private int next;
  private int polls;

  @Override
  void prepare() {
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
