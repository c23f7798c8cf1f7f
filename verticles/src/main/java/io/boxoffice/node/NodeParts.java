package io.boxoffice.node;

import com.hazelcast.core.HazelcastInstance;
import io.boxoffice.cluster.IdGenerator;
import io.boxoffice.node.config.NodeConfig;
import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.time.Clock;
import io.boxoffice.store.Database;
import io.vertx.core.Vertx;

/**
 * What the verticles are made from.
 *
 * @param clock the one clock; synchronised before the first verticle is deployed
 * @param ids leased before the first verticle is deployed
 */
record NodeParts(
    NodeConfig config,
    Vertx vertx,
    HazelcastInstance hazelcast,
    Database database,
    Clock clock,
    IdGenerator ids,
    BusClient bus,
    Metrics meters) {}
