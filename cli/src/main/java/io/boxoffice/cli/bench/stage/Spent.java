package io.boxoffice.cli.bench.stage;

/**
 * What servers have used of the processors so far, in nanoseconds.
 *
 * @param cpuNanos of all their threads
 * @param compilerNanos the part of it in which code was compiled
 */
public record Spent(long cpuNanos, long compilerNanos) {
  public static final Spent NOTHING = new Spent(0, 0);

  public Spent plus(Spent other) {
    return new Spent(cpuNanos + other.cpuNanos, compilerNanos + other.compilerNanos);
  }

  /** How much of what was used since then the compilers took. */
  public double compilingShareSince(Spent before) {
    return (double) (compilerNanos - before.compilerNanos)
        / Math.max(1, cpuNanos - before.cpuNanos);
  }
}
