package io.boxoffice.faults;

import io.boxoffice.faults.Caller.Answered;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * One buyer's way of asking: at a node that is drawn, then with the same key at the others, three
 * tries at most. With duplicates, each change goes out so many times at once.
 */
final class Persistence {
  private static final int TRIES = 3;
  private static final long PAUSE_MS = 300;
  private static final long LONGEST_PAUSE_MS = 1_000;

  private final Vertx vertx;
  private final Caller caller;
  private final AtomicLong requests;
  private final Random random;
  private final String client;
  private final String accessToken;
  private final int duplicates;

  /**
   * @param requests numbers the requests of all buyers
   * @param duplicates how often a change goes out at once; 1 for once
   */
  Persistence(
      Vertx vertx,
      Caller caller,
      AtomicLong requests,
      Random random,
      String accessToken,
      int duplicates) {
    this.vertx = vertx;
    this.caller = caller;
    this.requests = requests;
    this.random = random;
    this.client = PlaceId.claims(accessToken).getString("sub");
    this.accessToken = accessToken;
    this.duplicates = duplicates;
  }

  String client() {
    return client;
  }

  /** Gives the answer that settled it, or the last one that did not. */
  Future<Answered> request(Errand errand, String queueToken) {
    long request = requests.incrementAndGet();
    List<Integer> nodes = new ArrayList<>(IntStream.range(0, caller.nodes()).boxed().toList());
    Collections.shuffle(nodes, random);
    return attempt(errand, queueToken, request, nodes, 0);
  }

  private Future<Answered> attempt(
      Errand errand, String queueToken, long request, List<Integer> nodes, int tried) {
    return once(errand, queueToken, request, nodes, tried)
        .compose(
            answered -> {
              if (!answered.attempt().unsettled() || tried + 1 == TRIES) {
                return Future.succeededFuture(answered);
              }
              boolean toldWhen = answered.attempt().reply().retryAfter();
              return vertx
                  .timer(toldWhen ? LONGEST_PAUSE_MS : PAUSE_MS, TimeUnit.MILLISECONDS)
                  .compose(waited -> attempt(errand, queueToken, request, nodes, tried + 1));
            });
  }

  private Future<Answered> once(
      Errand errand, String queueToken, long request, List<Integer> nodes, int tried) {
    int copies = errand.operation().changes() ? duplicates : 1;
    List<Future<Answered>> sent =
        IntStream.range(0, copies)
            .mapToObj(
                copy -> {
                  int node = nodes.get((tried + copy) % nodes.size());
                  return caller.send(
                      call(errand, queueToken, request, node), errand, accessToken, queueToken);
                })
            .toList();
    return Future.all(sent).map(all -> best(sent.stream().map(Future::result).toList()));
  }

  private Call call(Errand errand, String queueToken, long request, int node) {
    JsonObject arguments = errand.arguments().copy();
    if (queueToken != null) {
      PlaceId.ofToken(queueToken).writeTo(arguments);
    }
    return new Call(request, client, node, errand.operation(), "key-" + request, arguments);
  }

  private static Answered best(List<Answered> all) {
    return all.stream()
        .filter(answered -> answered.attempt().ok())
        .findFirst()
        .orElseGet(
            () ->
                all.stream()
                    .filter(answered -> answered.attempt().unsettled())
                    .findFirst()
                    .orElse(all.get(0)));
  }
}
