package io.boxoffice.faults;

import java.nio.ByteBuffer;

/** What may happen to the bytes of one relayed connection; each direction has its own thread. */
interface RelayFilter {
  /** What becomes of the connection. */
  enum Verdict {
    FORWARD,
    /** These bytes reach the target; the client gets no answer any more. */
    FORWARD_AND_CUT
  }

  /** Lets everything pass. */
  RelayFilter NONE = new RelayFilter() {};

  /** Sees the bytes before they go to the target; may wait, must leave the buffer as it is. */
  default Verdict toTarget(ByteBuffer bytes) throws InterruptedException {
    return Verdict.FORWARD;
  }

  /** Sees the bytes before they go to the client; may wait, must leave the buffer as it is. */
  default Verdict toClient(ByteBuffer bytes) throws InterruptedException {
    return Verdict.FORWARD;
  }
}
