package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.load.Requests;
import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import java.nio.ByteBuffer;

/** Polls of a line's places, each answer's position beside what it must be. */
final class CheckedPolls implements Requests {
  /** More than can be under way. */
  private static final int RING = 1 << 16;

  private final WaitingLine line;
  private final Capacity capacity;
  private final BuyerRequests polls;
  private final long most;
  private final int[] buyers = new int[RING];
  private final int[] sureThen = new int[RING];
  private long sent;
  private long checked;
  private long wrong;
  private String firstWrong;

  /**
   * @param most how many polls there are
   */
  CheckedPolls(WaitingLine line, Capacity capacity, long most) {
    this.line = line;
    this.capacity = capacity;
    this.most = most;
    polls = line.polls();
  }

  @Override
  public int write(ByteBuffer out) {
    if (sent == most) {
      return -1;
    }
    int number = (int) (sent++ % RING);
    sureThen[number] = capacity.sure();
    buyers[number] = polls.write(out);
    return number;
  }

  @Override
  public boolean readsBodies() {
    return true;
  }

  @Override
  public boolean answered(int number, int status, byte[] body, int length) {
    if (status != 200) {
      return false;
    }
    long position = JsonBytes.position(body, length);
    int rank = line.rank(buyers[number]);
    boolean right = capacity.allows(position, rank, sureThen[number]);
    checked++;
    if (!right && wrong++ == 0) {
      firstWrong =
          "number %,d of the line is told position %,d with %,d to %,d admitted"
              .formatted(rank, position, sureThen[number], capacity.sure());
    }
    return right;
  }

  /** How many were answered with the right position; fails where one was wrong. */
  long requireExact() {
    if (wrong > 0) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "%,d of %,d positions are wrong: %s".formatted(wrong, checked, firstWrong),
          null);
    }
    return checked;
  }
}
