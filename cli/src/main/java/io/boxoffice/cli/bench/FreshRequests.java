package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.load.Requests;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongFunction;

/** Requests each of which can be served once only; what a load leaves is the next one's. */
final class FreshRequests implements Supply, Requests {
  private static final int CREATED = 201;

  /** Requests to one concert. */
  interface Batch {
    int size();

    /** Appends one of them. */
    void write(ByteBuffer out, int index);
  }

  private final LongFunction<Batch> batches;
  private final Runnable settle;
  private final Deque<Batch> open = new ArrayDeque<>();

  /** How many of the first open batch are used up. */
  private int used;

  private long left;
  private int number;

  /**
   * @param batches makes one for about so many requests
   * @param settle waits until the node has nothing left to do
   */
  FreshRequests(LongFunction<Batch> batches, Runnable settle) {
    this.batches = batches;
    this.settle = settle;
  }

  @Override
  public Requests prepare(long most) {
    while (left < most) {
      Batch batch = batches.apply(most - left);
      if (batch.size() == 0) {
        throw new IllegalStateException("a fresh concert has nothing to sell");
      }
      open.add(batch);
      left += batch.size();
    }
    settle.run();
    return this;
  }

  @Override
  public int write(ByteBuffer out) {
    if (left == 0) {
      return -1;
    }
    if (used == open.element().size()) {
      open.remove();
      used = 0;
    }
    open.element().write(out, used++);
    left--;
    number = (number + 1) & Integer.MAX_VALUE;
    return number;
  }

  @Override
  public boolean answered(int request, int status, byte[] body, int length) {
    return status == CREATED;
  }
}
