package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.load.OpenLoop;
import io.boxoffice.cli.bench.load.Requests;
import io.boxoffice.cli.bench.stage.Crowd;
import io.boxoffice.cli.bench.stage.Places;
import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.shared.id.Tsids;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * A queue that is filled: a crowd, spread evenly and in no order over its length, among users who
 * only wait.
 *
 * <p>All join by {@code POST /api/token}, which believes a user's id and so leaves no access token
 * in the node's memory.
 */
final class WaitingLine {
  private static final byte[] HEAD =
      BuyerRequests.head("POST", "/api/token", "Content-Type: application/json");
  private static final byte[] LENGTH = BuyerRequests.ascii("Content-Length: ");
  private static final byte[] END = BuyerRequests.ascii("\r\n\r\n");

  private final Crowd crowd;
  private final long firstOther;
  private final int size;
  private final Places places;
  private final JoinOrder order;
  private final long[] sequences;
  private final int[] shuffled;

  /**
   * Nobody has joined yet.
   *
   * @param firstOther the id of the first user beyond the crowd; the others follow on it
   * @param size how many there are in all
   */
  WaitingLine(String concertId, Crowd crowd, long firstOther, int size, long seed) {
    if (crowd.size() > size) {
      throw new IllegalArgumentException("a crowd of " + crowd.size() + " in a line of " + size);
    }
    this.crowd = crowd;
    this.firstOther = firstOther;
    this.size = size;
    places = new Places(crowd, concertId);
    order = new JoinOrder(size);
    sequences = new long[crowd.size()];
    shuffled = shuffled(crowd.size(), seed);
  }

  private static int[] shuffled(int count, long seed) {
    int[] numbers = new int[count];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i + 1);
      numbers[i] = numbers[other];
      numbers[other] = i;
    }
    return numbers;
  }

  String concertId() {
    return places.concertId();
  }

  Crowd crowd() {
    return crowd;
  }

  /** The crowd's places. */
  Places places() {
    return places;
  }

  /** The rank of a buyer's place among all that joined, from 1. */
  int rank(int buyer) {
    return order.rank(sequences[buyer]);
  }

  /** Polls by all the crowd, over and over. */
  BuyerRequests polls() {
    return pollsOfFirst(crowd.size());
  }

  /** Polls of so many of the crowd only, over and over. */
  BuyerRequests pollsOfFirst(int buyers) {
    return BuyerRequests.polls(crowd.first(buyers), places);
  }

  /** Has all of them join. */
  void fill(OpenLoop loop) {
    long joined = loop.runAll(new Filling());
    if (joined != size || order.count() != size) {
      throw new CommandFailure(
          ExitCode.REFUSED, "Only %,d of %,d users could join".formatted(joined, size), null);
    }
  }

  /** How many of the crowd come before the n-th of the line; one more where the n-th is of it. */
  private int crowdBefore(int number) {
    return (int) ((long) number * crowd.size() / size);
  }

  private boolean isOfCrowd(int number) {
    return crowdBefore(number + 1) > crowdBefore(number);
  }

  private final class Filling implements Requests {
    private int next;

    @Override
    public int write(ByteBuffer out) {
      if (next == size) {
        return -1;
      }
      int before = crowdBefore(next);
      long userId = isOfCrowd(next) ? crowd.userId(shuffled[before]) : firstOther + next - before;
      byte[] body =
          BuyerRequests.ascii(
              "{\"userId\":\""
                  + Tsids.format(userId)
                  + "\",\"concertId\":\""
                  + concertId()
                  + "\"}");
      out.put(HEAD).put(LENGTH).put(BuyerRequests.ascii(Integer.toString(body.length)));
      out.put(END).put(body);
      return next++;
    }

    @Override
    public boolean readsBodies() {
      return true;
    }

    @Override
    public boolean answered(int number, int status, byte[] body, int length) {
      byte[] token = status == 200 ? Joins.token(body, length) : null;
      long sequence = token == null ? -1 : JsonBytes.sequence(token);
      if (sequence < 0) {
        return false;
      }
      order.joined(sequence);
      if (isOfCrowd(number)) {
        int buyer = shuffled[crowdBefore(number)];
        places.keep(buyer, token);
        sequences[buyer] = sequence;
      }
      return true;
    }
  }
}
