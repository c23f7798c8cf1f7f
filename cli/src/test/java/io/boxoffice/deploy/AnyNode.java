package io.boxoffice.deploy;

import io.boxoffice.cli.client.RefusedException;
import io.boxoffice.cli.client.RestChannel;
import io.boxoffice.cli.client.SaleClient;
import io.boxoffice.cli.client.UnreachableException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.awaitility.Awaitility;

/**
 * Sends every call to another node than the one before, and again to the next where no answer or no
 * useful one comes: what a balancer's client with patience does. Calls that change something must
 * carry a key, so that twice is once.
 */
final class AnyNode {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final List<SaleClient> nodes;
  private final AtomicInteger turn = new AtomicInteger();

  AnyNode(List<URI> nodes) {
    this.nodes = nodes.stream().map(RestChannel::to).map(SaleClient::anonymous).toList();
  }

  /**
   * @param token null for a caller whom the nodes do not know
   */
  <T> T call(String token, Function<SaleClient, T> call) {
    return Awaitility.await("an answer")
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(PAUSE)
        .pollInSameThread()
        .ignoreExceptionsMatching(AnyNode::anotherMayKnow)
        .until(() -> call.apply(next(token)), Objects::nonNull);
  }

  private SaleClient next(String token) {
    SaleClient node = nodes.get(Math.floorMod(turn.getAndIncrement(), nodes.size()));
    return token == null ? node : node.as(token);
  }

  private static boolean anotherMayKnow(Throwable failure) {
    return failure instanceof UnreachableException
        || (failure instanceof RefusedException refused
            && (refused.problem().serverFault() || refused.is("IDEMPOTENCY_IN_PROGRESS")));
  }
}
