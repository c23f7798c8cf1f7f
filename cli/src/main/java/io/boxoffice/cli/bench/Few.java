package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.load.Requests;
import java.nio.ByteBuffer;

/** The first so many of requests that have no end. */
final class Few implements Requests {
  private final Requests requests;
  private long left;

  Few(Requests requests, long count) {
    this.requests = requests;
    left = count;
  }

  @Override
  public int write(ByteBuffer out) {
    return left-- > 0 ? requests.write(out) : -1;
  }

  @Override
  public boolean readsBodies() {
    return requests.readsBodies();
  }

  @Override
  public boolean answered(int number, int status, byte[] body, int length) {
    return requests.answered(number, status, body, length);
  }
}
