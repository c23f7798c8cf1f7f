package io.boxoffice.queue;

/**
 * The limits of a node's queue service.
 *
 * @param issuer the queue tokens' {@code iss}
 * @param blockSize how many sequences are reserved in PostgreSQL at one time; up to two such blocks
 *     stay unused when a head is lost
 * @param batchSize the most joins and signs of life that go to a head at one time
 * @param maxPending how many joins and signs of life may wait on this node, all concerts together;
 *     past it they are refused with SERVICE_UNAVAILABLE
 * @param stepMs between two steps of the heads that live on this node
 * @param returnMs how long a head that was made anew admits nobody new, so that the places of the
 *     lost one can come back with their tokens; 0 or more
 */
public record QueueConfig(
    String issuer, int blockSize, int batchSize, int maxPending, int stepMs, long returnMs) {
  public QueueConfig {
    if (issuer.isBlank()) {
      throw new IllegalArgumentException("the issuer must not be blank");
    }
    if (returnMs < 0) {
      throw new IllegalArgumentException("the time to come back must not be negative");
    }
    if (blockSize < 2 || batchSize < 1 || maxPending < 1 || stepMs < 1) {
      throw new IllegalArgumentException("queue limits must be positive");
    }
  }

  /** What a node uses unless a test says otherwise. */
  public static QueueConfig defaults(String issuer, long returnMs) {
    return new QueueConfig(issuer, 10_000, 1_024, 50_000, 500, returnMs);
  }
}
