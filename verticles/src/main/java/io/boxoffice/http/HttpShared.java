package io.boxoffice.http;

import io.boxoffice.shared.time.Clock;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What all event loops of a node know together, so that it does not matter at which of them a
 * connection ends. Safe for use from any thread.
 */
public final class HttpShared {
  private final VerifiedCallers callers;
  private final VerifiedPlaces places;
  private final RateLimits rateLimits;
  private final WriteGate writes;
  private final NodeCopies copies;
  private final RequestMeters meters;
  private final StreamSlots streamSlots;
  private final SeatTexts seatTexts = new SeatTexts();
  private final SeatLists seatLists = new SeatLists();

  /**
   * @param writes whether this node may change anything just now
   * @param copies what this node knows without asking
   * @param registry takes the meters
   */
  public HttpShared(
      HttpConfig config, Clock clock, WriteGate writes, NodeCopies copies, MeterRegistry registry) {
    this.writes = writes;
    this.copies = copies;
    meters = new RequestMeters(registry);
    callers = new VerifiedCallers(config.tokenCacheSize());
    places = new VerifiedPlaces(config.tokenCacheSize());
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

  SeatLists seatLists() {
    return seatLists;
  }

  VerifiedCallers callers() {
    return callers;
  }

  VerifiedPlaces places() {
    return places;
  }

  /** The keys have changed: every token must be verified again. */
  void forgetTokens() {
    callers.forget();
    places.forget();
  }

  RateLimits rateLimits() {
    return rateLimits;
  }

  WriteGate writes() {
    return writes;
  }

  NodeCopies copies() {
    return copies;
  }

  RequestMeters meters() {
    return meters;
  }
}
