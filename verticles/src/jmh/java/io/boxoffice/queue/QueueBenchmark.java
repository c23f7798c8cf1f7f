package io.boxoffice.queue;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What something costs on a queue, whether a thousand wait or a million. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class QueueBenchmark {
  /** How many wait. */
  @Param({"1000", "1000000"})
  public int waiting;

  final Random random = new Random(1);
  QueueHead head;

  /** Makes the queue, then what else is needed. */
  @Setup
  public final void fill() {
    head = Queues.head(waiting, random);
    prepare();
  }

  /** Makes what is measured on the queue. */
  abstract void prepare();
}
