package io.boxoffice.faults;

import io.boxoffice.faults.Workload.Plan;
import java.util.Locale;

/** The rows of the fault matrix. */
enum Cell {
  KILL_ONE("`kill -9` of one node"),
  KILL_TWO_OF_THREE("`kill -9` of two nodes at once"),
  KILL_ALL("`kill -9` of all three at once"),
  PAUSE_5("SIGSTOP of a node for 5 s"),
  PAUSE_15("SIGSTOP of a node for 15 s"),
  PAUSE_70("SIGSTOP of a node for 70 s"),
  ISOLATE_FULL("a node cut off from both others"),
  ISOLATE_PARTIAL("a node cut off from one other"),
  ISOLATE_ONE_WAY("a node that hears and is not heard"),
  FLAPPING("a node cut off and back, three to six times"),
  POSTGRES_RESTART("PostgreSQL restarted in order"),
  POSTGRES_IMMEDIATE("PostgreSQL stopped with `-m immediate`"),
  CUT_AFTER_COMMIT("connections cut between a commit and its answer, ten times"),
  POSTGRES_SLOW("100 to 600 ms on the way to PostgreSQL"),
  ROLLING_RESTART("every node stopped in order and started again"),
  DUPLICATES("each change sent five times at once, over all nodes"),
  WALL_CLOCK("the wall clock of one node 10 minutes off");

  private final String meaning;

  Cell(String meaning) {
    this.meaning = meaning;
  }

  /** As {@code -Dfaults.cells} and the report call it. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String meaning() {
    return meaning;
  }

  Plan plan() {
    return this == DUPLICATES ? Plan.USUAL.withDuplicates(5) : Plan.USUAL;
  }

  /** Whether its nodes are started in another way than those of the other cells. */
  boolean needsItsOwnCluster() {
    return this == WALL_CLOCK;
  }
}
