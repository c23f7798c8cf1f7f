package io.boxoffice.cluster;

import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * One thing that a balancer, or an operator, wants to know of this node.
 *
 * @param name unique, lower case
 * @param required whether the node is not ready without it; what would take every node out of the
 *     balancer at once, such as the database, is only reported
 * @param probe tells; must answer soon, and a failed future counts as not well
 */
public record ReadinessCheck(String name, boolean required, Supplier<Future<Finding>> probe) {

  /**
   * What the probe found.
   *
   * @param detail a few words, safe to show; may be empty
   */
  public record Finding(boolean well, String detail) {}

  /** A check that asks no one. */
  public static ReadinessCheck of(String name, boolean required, Supplier<Finding> probe) {
    return new ReadinessCheck(name, required, () -> Future.succeededFuture(probe.get()));
  }
}
