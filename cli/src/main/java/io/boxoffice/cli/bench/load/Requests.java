package io.boxoffice.cli.bench.load;

import java.nio.ByteBuffer;

/** What the driver asks, one request after the other. All calls come on the driver's thread. */
public interface Requests {
  /**
   * Appends the next request, whole, and gives the number by which its answer is told; -1, with
   * nothing appended, where there are none left.
   */
  int write(ByteBuffer out);

  /** Whether {@link #answered} wants the body of the answer to what was written last. */
  default boolean readsBodies() {
    return false;
  }

  /**
   * Takes an answer.
   *
   * @param body what holds the body's bytes, transfer coding undone; only during the call
   * @param length how many of them; 0 where bodies are not read
   * @return whether it is what was asked for, an expected refusal included
   */
  boolean answered(int number, int status, byte[] body, int length);

  /** A request that got no answer. */
  default void unanswered(int number) {}
}
