package io.boxoffice.cli.bench.stage;

import io.boxoffice.cli.bench.load.Load;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.SortedMap;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** What {@link SqlServer} and its parent tell one another, each as one line of JSON. */
public final class SqlMessages {
  /** What it says where the measured time begins, and where it ends. */
  public static final String BEGUN = "begun";

  public static final String ENDED = "ended";

  private SqlMessages() {}

  /** The statements that it can be asked for. */
  public enum Command {
    HOLD,
    PAYMENT
  }

  /**
   * What it reads first.
   *
   * @param url as the setting {@code database.url} takes it
   * @param firstUserId whose seats they shall be, with the {@code users - 1} ids after it
   */
  record Setup(
      Command command, String url, String user, String password, long firstUserId, int users) {}

  /**
   * What it reads then, again and again; one of the two.
   *
   * @param concertId whose free seats, or holds, it shall have from now on; it says how many it has
   * @param offer what it shall ask the database for; it says {@link #BEGUN}, {@link #ENDED} and an
   *     {@link Outcome}
   */
  public record Order(Long concertId, Offer offer) {}

  /** A load, as {@link io.boxoffice.cli.bench.load.Arrivals} and its window have it. */
  public record Offer(double perSecond, long seed, long warmUpMs, long measuredMs, long drainMs) {}

  /**
   * What became of it; see {@link Load}.
   *
   * @param latency an HdrHistogram's own bytes in base 64
   * @param left seats or holds that are still there
   */
  public record Outcome(
      double seconds,
      long offered,
      long served,
      long dropped,
      long unanswered,
      long answeredInTime,
      String latency,
      SortedMap<Integer, Long> statuses,
      long left) {
    /**
     * The same beside those of other servers. Who asks is the server itself, so that there is no
     * driver that could be late: what is asked late has a longer latency.
     */
    public Load load(long serverCpuNanos, long stolenNanos) {
      Histogram waits = histogram(latency);
      return new Load(
          seconds,
          offered,
          served,
          dropped,
          unanswered,
          answeredInTime,
          waits,
          new Histogram(waits.getNumberOfSignificantValueDigits()),
          0,
          serverCpuNanos,
          stolenNanos,
          statuses);
    }
  }

  static String text(Histogram histogram) {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(buffer);
    return Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(buffer.array(), length));
  }

  static Histogram histogram(String text) {
    try {
      return Histogram.decodeFromCompressedByteBuffer(
          ByteBuffer.wrap(Base64.getDecoder().decode(text)), 0);
    } catch (DataFormatException e) {
      throw new IllegalArgumentException("not a histogram", e);
    }
  }
}
