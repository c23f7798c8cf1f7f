package io.boxoffice.queue;

import java.util.List;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What changes of a queue cost. */
public class HeadBenchmark extends QueueBenchmark {
  private static final int BATCH = 250;

  private HeadEntry entry;
  private final HeadProcessor oneSlot =
      new HeadProcessor(Queues.START_MS, new HeadCommand.Step(0, Queues.settings(1)));

  @Override
  void prepare() {
    entry = new HeadEntry(head);
  }

  /** Lets as many go from the front of the line as came, or come as went, so that as many wait. */
  @TearDown(Level.Invocation)
  public void leave() {
    while (head.waiting.count() > waiting) {
      int first = head.waiting.first();
      head.sequenceByUser.remove(head.waiting.userId(first));
      head.waiting.remove(first);
    }
    head.apply(0, Queues.settings(0));
    AdmittedPlace place = head.admitted.from(0);
    if (place != null) {
      head.admitted.remove(place.sequence());
      head.sequenceByUser.remove(place.userId());
      head.join(Queues.userId(random));
    }
  }

  /** One of a batch of joins. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public HeadReply join(Newcomers newcomers) {
    return newcomers.joins.process(entry);
  }

  /** A step that admits one. */
  @Benchmark
  public HeadReply admit() {
    return oneSlot.process(entry);
  }

  /** A batch of users who have no place. */
  @State(Scope.Thread)
  public static class Newcomers {
    private final Random random = new Random(2);
    private HeadProcessor joins;

    /** Gathers a batch. */
    @Setup(Level.Invocation)
    public void gather() {
      List<Long> users = Queues.users(BATCH, random);
      joins = new HeadProcessor(Queues.START_MS, new HeadCommand.Batch(List.of(), users));
    }
  }
}
