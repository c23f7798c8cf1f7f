package io.boxoffice.cli.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** Carries a run's figures to a million buyers and many nodes. Arithmetic; nothing is measured. */
final class LoadModel {
  static final int BUYERS = 1_000_000;

  /** Within which all of them join. */
  static final int OPENING_SECONDS = 60;

  /** What the contract gives a silent waiter where a concert says nothing else. */
  static final int WAITING_TTL_MS = 120_000;

  /** No core, thread or database is planned to be busier than this share of the time. */
  static final double USE = 0.6;

  /** How often each head is stepped (the queue room's default). */
  static final int STEPS_A_SECOND = 2;

  /** Joins in a batch of the codecs' benchmarks. */
  private static final int CODEC_BATCH = 250;

  /** The hall whose sale is wanted, and within which time. */
  static final int LARGE_HALL = 50_000;

  static final int SALE_SECONDS = 600;

  /**
   * Something that can end.
   *
   * @param carries a second, of one of it, at the share of use that is planned
   * @param atLeast whether it was seen to carry so much with others at work beside it, and carries
   *     more by itself
   * @param wanted a second, by a million buyers
   * @param shared whether more nodes bring more of it
   * @param evidence what the figure comes from
   */
  record Resource(
      String name,
      double carries,
      boolean atLeast,
      double wanted,
      boolean shared,
      String evidence) {
    /** How many of it are wanted; above 1, one of it ends before the load does. */
    double load() {
      return wanted / carries;
    }
  }

  private final PerformanceRun run;

  LoadModel(PerformanceRun run) {
    this.run = run;
  }

  /**
   * After how many seconds a waiter asks again: what the queue room's {@code WaitEstimate} tells
   * him. A test compares the two.
   */
  static int refreshSeconds(long position) {
    long bySize = 1 + (long) Math.sqrt(position / 100.0);
    return (int) Math.max(1, Math.min(bySize, Math.min(20, WAITING_TTL_MS / 4_000)));
  }

  /** What a queue of so many asks a second, if each asks when told. */
  static double pollsPerSecond(int waiting) {
    double sum = 0;
    for (int position = 1; position <= waiting; position++) {
      sum += 1.0 / refreshSeconds(position);
    }
    return sum;
  }

  static double joinsPerSecond() {
    return (double) BUYERS / OPENING_SECONDS;
  }

  /** How much more a request costs on two nodes than on one; 1 where that was not measured. */
  double surcharge() {
    return Math.max(1, run.figure("/nodes2/cpuRatio").orElse(1));
  }

  /** A core's processor time a request, in microseconds, on a node among others. */
  OptionalDouble cpuMicros(String path) {
    OptionalDouble alone = run.figure("/paths/" + path + "/ours/cpuMicros");
    return alone.isPresent()
        ? OptionalDouble.of(alone.getAsDouble() * surcharge())
        : OptionalDouble.empty();
  }

  /**
   * Seats sold a second, each held and paid, if one resource carries both; of ours or yardstick.
   */
  OptionalDouble salesPerSecond(String side) {
    OptionalDouble holds = run.figure("/paths/hold/" + side + "/requestsPerSecond");
    OptionalDouble payments = run.figure("/paths/payment/" + side + "/requestsPerSecond");
    return holds.isPresent() && payments.isPresent()
        ? OptionalDouble.of(1 / (1 / holds.getAsDouble() + 1 / payments.getAsDouble()))
        : OptionalDouble.empty();
  }

  /**
   * All that the run says something about; what more nodes do not help first, the fullest first.
   */
  List<Resource> resources() {
    List<Resource> all = new ArrayList<>();
    cores(all, "poll", "a core for polls", pollsPerSecond(BUYERS));
    cores(all, "join", "a core for joins at the opening", joinsPerSecond());
    head(all);
    salesPerSecond("yardstick")
        .ifPresent(
            sales ->
                all.add(
                    new Resource(
                        "PostgreSQL, seats held and paid",
                        sales * USE,
                        false,
                        (double) LARGE_HALL / SALE_SECONDS,
                        false,
                        "`/paths/{hold,payment}/yardstick/requestsPerSecond`")));
    all.sort(
        Comparator.comparing(Resource::atLeast)
            .thenComparing(Resource::shared)
            .thenComparing(Comparator.comparingDouble(Resource::load).reversed()));
    return all;
  }

  private void cores(List<Resource> to, String path, String name, double wanted) {
    String factor = surcharge() > 1 ? ", times `/nodes2/cpuRatio`" : "";
    cpuMicros(path)
        .ifPresent(
            micros ->
                to.add(
                    new Resource(
                        name,
                        USE * 1e6 / micros,
                        false,
                        wanted,
                        true,
                        "`/paths/" + path + "/ours/cpuMicros`" + factor)));
  }

  /** A queue's head works on one partition's thread; only its own work counts there. */
  private void head(List<Resource> to) {
    String name = "the queue's head, joins";
    double wanted = joinsPerSecond();
    OptionalDouble nanos = joinNanos();
    OptionalDouble seen = run.figure("/paths/join/ours/requestsPerSecond");
    if (nanos.isPresent()) {
      double carries = USE * 1e9 / nanos.getAsDouble();
      String evidence = "JMH `HeadBenchmark.join`, `CodecBenchmark.{joins,answers}`";
      to.add(new Resource(name, carries, false, wanted, false, evidence));
    } else if (seen.isPresent()) {
      double carries = USE * seen.getAsDouble();
      String evidence = "`/paths/join/ours/requestsPerSecond`; no JMH";
      to.add(new Resource(name, carries, true, wanted, false, evidence));
    }
    run.figure("/million/admissionStepMs")
        .ifPresent(
            ms ->
                to.add(
                    new Resource(
                        "the queue's head, admission steps",
                        USE * 1e3 / ms,
                        false,
                        STEPS_A_SECOND,
                        false,
                        "`/million/admissionStepMs`")));
  }

  /** A join's share of the head's thread: in a batch that is written and read on both its ways. */
  private OptionalDouble joinNanos() {
    OptionalDouble join = run.nanos("HeadBenchmark.join");
    OptionalDouble there = run.nanos("CodecBenchmark.joins");
    OptionalDouble back = run.nanos("CodecBenchmark.answers");
    return join.isPresent() && there.isPresent() && back.isPresent()
        ? OptionalDouble.of(
            join.getAsDouble() + (there.getAsDouble() + back.getAsDouble()) / CODEC_BATCH)
        : OptionalDouble.empty();
  }

  /** What a node keeps of a million places, in MB: the head or its backup, and a copy. */
  OptionalDouble placesMb() {
    OptionalDouble bytes = run.figure("/million/heapBytesPerPlace");
    return bytes.isPresent()
        ? OptionalDouble.of(bytes.getAsDouble() * BUYERS / 1e6)
        : OptionalDouble.empty();
  }
}
