package io.boxoffice.faults;

import java.util.Arrays;
import java.util.List;

/**
 * What {@code mvn verify -Pfaults} was asked for.
 *
 * @param runs of each cell, {@code -Dfaults.runs}, 20 by default
 * @param seed of the first run, {@code -Dfaults.seed}; from the clock where none is given
 * @param cells {@code -Dfaults.cells=a,b}; empty for all
 */
record FaultOptions(int runs, long seed, List<String> cells) {
  private static final int DEFAULT_RUNS = 20;

  FaultOptions {
    cells = List.copyOf(cells);
  }

  static FaultOptions read() {
    return new FaultOptions(
        Integer.getInteger("faults.runs", DEFAULT_RUNS),
        Long.getLong("faults.seed", System.nanoTime()),
        Arrays.stream(System.getProperty("faults.cells", "").split(",", -1))
            .map(String::strip)
            .filter(cell -> !cell.isEmpty())
            .toList());
  }

  boolean wants(String cell) {
    return cells.isEmpty() || cells.contains(cell);
  }
}
