package io.boxoffice.faults;

import io.boxoffice.faults.Workload.Plan;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** When a run's fault struck, whom, and when all was well again; each moment is in the history. */
final class Timeline {
  private final History history;
  private final Set<Integer> struck = new TreeSet<>();
  private long faultUs = RunFacts.NEVER;
  private long healUs = RunFacts.NEVER;
  private long wholeUs = RunFacts.NEVER;
  private long lossFromUs = RunFacts.NEVER;
  private long lossToUs = RunFacts.NEVER;
  private long quorumLostUs = RunFacts.NEVER;
  private int cutNode = -1;
  private boolean threeTriesSuffice;
  private boolean rejoined = true;

  Timeline(History history) {
    this.history = history;
  }

  /** The fault is about to strike these nodes; none for one that strikes PostgreSQL. */
  void fault(int... nodes) {
    Arrays.stream(nodes).forEach(struck::add);
    faultUs = mark("fault " + struck);
  }

  /** Heads may be lost from the fault to now: owner and backup are gone. */
  void headsLost() {
    lossFromUs = faultUs;
    lossToUs = mark("killed");
  }

  void quorumLost(int node) {
    cutNode = node;
    quorumLostUs = mark("node " + node + " has no quorum");
  }

  /** The cause is about to be taken away. */
  void heal() {
    healUs = mark("heal");
  }

  /** Every node is ready and sees all others. */
  void whole() {
    wholeUs = mark("whole");
  }

  void notWhole() {
    mark("not whole");
    rejoined = false;
  }

  void threeTriesSuffice() {
    threeTriesSuffice = true;
  }

  private long mark(String what) {
    history.mark(what);
    return history.nowUs();
  }

  boolean isStruck(int node) {
    return struck.contains(node);
  }

  Set<Integer> struck() {
    return struck;
  }

  long faultUs() {
    return faultUs;
  }

  /** From the healing until all nodes are ready again, in milliseconds; -1 where neither was. */
  long recoveryMs() {
    return wholeUs == RunFacts.NEVER || healUs == RunFacts.NEVER ? -1 : (wholeUs - healUs) / 1_000;
  }

  RunFacts facts(Plan plan) {
    return new RunFacts(
        plan.capacity(),
        plan.admissionTtlSeconds() * 1_000_000L,
        lossFromUs,
        lossToUs,
        cutNode,
        quorumLostUs,
        healUs,
        threeTriesSuffice,
        rejoined);
  }
}
