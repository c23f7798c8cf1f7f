package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.load.Requests;

/** Gives the requests of one load. */
@FunctionalInterface
interface Supply {
  /**
   * Prepares what the requests need.
   *
   * @param most how many will be asked for; the requests may end after so many
   */
  Requests prepare(long most);

  /** The same ones for every load. */
  static Supply endless(Requests requests) {
    return most -> requests;
  }
}
