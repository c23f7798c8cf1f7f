package io.boxoffice.shared.time;

/**
 * The one clock: the database's time, as far as this node knows it.
 *
 * <p>Every deadline and every JWT time is taken from it and never from the wall clock, so that
 * nodes agree. Safe for use from any thread.
 */
@FunctionalInterface
public interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z by the database's clock. */
  long nowMs();
}
