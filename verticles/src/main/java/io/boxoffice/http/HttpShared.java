package io.boxoffice.http;

import io.boxoffice.shared.time.Clock;

/**
 * What all event loops of a node know together, so that it does not matter at which of them a
 * connection ends. Safe for use from any thread.
 */
public final class HttpShared {
  private final VerifiedCallers callers;
  private final RateLimits rateLimits;
  private final WriteGate writes;
  private final StreamSlots streamSlots;
  private final SeatTexts seatTexts = new SeatTexts();

  /**
   * @param writes whether this node may change anything just now
   */
  public HttpShared(HttpConfig config, Clock clock, WriteGate writes) {
    this.writes = writes;
    callers = new VerifiedCallers(config.tokenCacheSize());
    streamSlots = new StreamSlots(config.streams().max(), config.streams().perUser());
    rateLimits = new RateLimits(config.requestsPerSecond(), config.requestBurst(), clock);
  }

  /** Event streams that are open on this node. */
  public int openStreams() {
    return streamSlots.open();
  }

  /** Event streams that were cut off because their reader was too slow. */
  public long cutOffStreams() {
    return streamSlots.cutOff();
  }

  StreamSlots streamSlots() {
    return streamSlots;
  }

  SeatTexts seatTexts() {
    return seatTexts;
  }

  VerifiedCallers callers() {
    return callers;
  }

  RateLimits rateLimits() {
    return rateLimits;
  }

  WriteGate writes() {
    return writes;
  }
}
