package io.boxoffice.http;

/**
 * What the HTTP side can be told.
 *
 * @param host the address to listen on
 * @param port 0 picks a free one
 * @param maxBodyBytes the cap of an ordinary body
 * @param maxImportBytes the cap of a concert's import
 * @param tokenCacheSize verified tokens to remember, of each kind
 * @param issuer the {@code iss} that both kinds of token must carry
 * @param bodyTimeoutMs how long a client may take to send a body
 * @param longRequestTimeoutMs the deadline of an import and of a verification
 * @param idleTimeoutMs a connection without traffic is closed after this; longer than any deadline
 * @param keysTimeoutMs how long start-up waits for somebody who serves the keys
 * @param drainTimeoutMs how long a stop waits for requests under way
 * @param requestsPerSecond per user, or per address where nobody is logged in; 0 means no limit
 * @param requestBurst how many may come at once where there is a limit
 * @param streams the bounds and the pace of the event streams
 * @param classic whether the exercise's own API is served, and whom it believes
 */
public record HttpConfig(
    String host,
    int port,
    int maxBodyBytes,
    int maxImportBytes,
    int tokenCacheSize,
    String issuer,
    int bodyTimeoutMs,
    int longRequestTimeoutMs,
    int idleTimeoutMs,
    int keysTimeoutMs,
    int drainTimeoutMs,
    int requestsPerSecond,
    int requestBurst,
    Streams streams,
    Classic classic) {

  /**
   * Event streams.
   *
   * @param max open ones on a node
   * @param perUser open ones of a user on a node
   * @param heartbeatMs a stream says something at least as often, give or take a quarter second
   * @param stallMs who reads nothing for so long is cut off
   * @param placeRoundMs between two looks at the watched places
   * @param seatRoundMs between two looks at the watched seats
   * @param admissionRoundMs between two checks of the admissions of those who watch seats
   */
  public record Streams(
      int max,
      int perUser,
      int heartbeatMs,
      int stallMs,
      int placeRoundMs,
      int seatRoundMs,
      int admissionRoundMs) {
    public Streams {
      if (max < 0 || perUser < 1 || heartbeatMs < 1 || stallMs < 1) {
        throw new IllegalArgumentException("the bounds of event streams must be positive");
      }
      if (placeRoundMs < 1 || seatRoundMs < 1 || admissionRoundMs < 1) {
        throw new IllegalArgumentException("the pace of event streams must be positive");
      }
    }

    /** The usual pace; proxies commonly give up a silent connection after 30 or 60 s. */
    public static Streams of(int max, int perUser) {
      return new Streams(max, perUser, 10_000, 2_000, 500, 100, 10_000);
    }
  }

  /** The exercise's own API under {@code /api}. */
  public enum Classic {
    OFF,
    /** Who names a user brings that user's access token. */
    WITH_TOKENS,
    /** A bare user id is believed; for a loopback address alone. */
    TRUSTING_USER_ID
  }

  public HttpConfig {
    if (maxBodyBytes < 1 || maxImportBytes < maxBodyBytes || tokenCacheSize < 1) {
      throw new IllegalArgumentException("the HTTP limits must be positive");
    }
    if (bodyTimeoutMs < 1 || longRequestTimeoutMs < 1 || idleTimeoutMs <= longRequestTimeoutMs) {
      throw new IllegalArgumentException("the HTTP idle time-out must outlast the requests");
    }
    if (streams.heartbeatMs() * 2 > idleTimeoutMs) {
      throw new IllegalArgumentException("the heartbeats must outpace the HTTP idle time-out");
    }
    if (requestsPerSecond < 0 || (requestsPerSecond > 0 && requestBurst < 1)) {
      throw new IllegalArgumentException("the rate limit needs a burst of at least 1");
    }
  }

  /**
   * Heap that a buyer's two remembered tokens take is below 2 KiB: a quarter of the heap at most.
   */
  private static final long HEAP_PER_TOKEN = 8 * 1024;

  private static int tokensThatFit() {
    return (int) Math.min(1_000_000, Runtime.getRuntime().maxMemory() / HEAP_PER_TOKEN);
  }

  /** The defaults: 64 KiB bodies, 32 MiB imports, no rate limit. */
  public static HttpConfig of(String host, int port, String issuer) {
    return new HttpConfig(
        host,
        port,
        64 * 1024,
        32 * 1024 * 1024,
        tokensThatFit(),
        issuer,
        30_000,
        60_000,
        75_000,
        30_000,
        10_000,
        0,
        0,
        Streams.of(20_000, 5),
        Classic.OFF);
  }

  /** The same with a rate limit, and with or without the exercise's own API. */
  public HttpConfig with(int perSecond, int burst, Classic chosen) {
    return copy(perSecond, burst, streams, chosen);
  }

  /** The same with other event streams. */
  public HttpConfig with(Streams others) {
    return copy(requestsPerSecond, requestBurst, others, classic);
  }

  private HttpConfig copy(int perSecond, int burst, Streams others, Classic chosen) {
    return new HttpConfig(
        host,
        port,
        maxBodyBytes,
        maxImportBytes,
        tokenCacheSize,
        issuer,
        bodyTimeoutMs,
        longRequestTimeoutMs,
        idleTimeoutMs,
        keysTimeoutMs,
        drainTimeoutMs,
        perSecond,
        burst,
        others,
        chosen);
  }
}
