package io.boxoffice.cluster;

/** Makes the ids of everything that is stored. Safe for use from any thread. */
@FunctionalInterface
public interface IdGenerator {
  /**
   * A new id, unique in the whole cluster and sorted by time.
   *
   * @throws io.boxoffice.shared.error.Refusal {@code SERVICE_UNAVAILABLE} where this node's lease
   *     of a node number has lapsed, because the database was away for long
   */
  long nextId();
}
