package io.boxoffice.queue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to write something and read it back as it travels between nodes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {
  private static final int BATCH = 250;
  private static final int WAITING = 100_000;

  /** Writes a value's members. */
  private interface Writer<T> {
    void write(DataOutput out, T value) throws IOException;
  }

  /** Reads what a writer wrote. */
  private interface Reader<T> {
    T read(DataInput in) throws IOException;
  }

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private QueueHead head;
  private HeadCommand joins;
  private HeadReply joined;
  private HeadReply part;

  /** Makes what is written. */
  @Setup
  public void fill() {
    Random random = new Random(1);
    head = Queues.head(WAITING, random);
    HeadCommand.Batch batch = new HeadCommand.Batch(List.of(), Queues.users(BATCH, random));
    joins = batch;
    joined = new HeadProcessor(Queues.START_MS, batch).process(new HeadEntry(head));
    part = HeadReply.delta(head, HeadDelta.of(head, new PositionView().ask()));
  }

  private <T> T trip(T value, Writer<T> writer, Reader<T> reader) throws IOException {
    bytes.reset();
    writer.write(new DataOutputStream(bytes), value);
    return reader.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  /** A batch of 250 joins. */
  @Benchmark
  public HeadCommand joins() throws IOException {
    return trip(joins, HeadCommandCodec::write, HeadCommandCodec::read);
  }

  /** The answer to 250 joins. */
  @Benchmark
  public HeadReply answers() throws IOException {
    return trip(joined, HeadReplyCodec::write, HeadReplyCodec::read);
  }

  /** A part of a copy, of 8,192 places. */
  @Benchmark
  public HeadReply partOfACopy() throws IOException {
    return trip(part, HeadReplyCodec::write, HeadReplyCodec::read);
  }

  /** A head on which 100,000 wait, as it moves to another node. */
  @Benchmark
  public QueueHead wholeHead() throws IOException {
    return trip(head, QueueHeadCodec::write, QueueHeadCodec::read);
  }
}
