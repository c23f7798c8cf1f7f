package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.load.OpenLoop;
import io.boxoffice.cli.bench.load.Requests;
import io.boxoffice.cli.bench.stage.Crowd;
import io.boxoffice.cli.bench.stage.Places;
import java.nio.ByteBuffer;
import java.util.function.IntPredicate;

/** Every buyer of a crowd joins one queue once; afterwards all of them can leave it again. */
final class Visits implements Requests {
  private final Places places;
  private final BuyerRequests joins;
  private int asked;

  Visits(Crowd crowd, String concertId) {
    places = new Places(crowd, concertId);
    joins = Joins.of(crowd, concertId);
  }

  @Override
  public int write(ByteBuffer out) {
    if (asked == places.crowd().size()) {
      return -1;
    }
    joins.write(out, asked);
    return asked++;
  }

  @Override
  public boolean readsBodies() {
    return true;
  }

  @Override
  public boolean answered(int number, int status, byte[] body, int length) {
    if (status == 200 || status == 201) {
      places.keep(number, Joins.token(body, length));
    }
    return status == 201;
  }

  /** Has all leave who joined, those included whose answer never came. */
  void leave(OpenLoop loop) {
    loop.runAll(new Again(joins, buyer -> places.token(buyer) == null));
    byte[] head = BuyerRequests.head("DELETE", Joins.path(places.concertId()));
    BuyerRequests leaves =
        new BuyerRequests(head, places.crowd(), places, BuyerRequests.Tail.NONE, 204);
    loop.runAll(new Again(leaves, buyer -> places.token(buyer) != null));
  }

  /** Requests of some of those who asked. */
  private final class Again implements Requests {
    private final BuyerRequests requests;
    private final IntPredicate who;
    private int next;

    Again(BuyerRequests requests, IntPredicate who) {
      this.requests = requests;
      this.who = who;
    }

    @Override
    public int write(ByteBuffer out) {
      while (next < asked && !who.test(next)) {
        next++;
      }
      if (next == asked) {
        return -1;
      }
      requests.write(out, next);
      return next++;
    }

    @Override
    public boolean readsBodies() {
      return true;
    }

    @Override
    public boolean answered(int number, int status, byte[] body, int length) {
      Visits.this.answered(number, status, body, length);
      return requests.answered(number, status, body, length);
    }
  }
}
