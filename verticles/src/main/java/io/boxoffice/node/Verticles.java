package io.boxoffice.node;

import com.hazelcast.config.SerializerConfig;
import io.boxoffice.account.AccountConfig;
import io.boxoffice.account.AccountVerticle;
import io.boxoffice.admin.AdminVerticle;
import io.boxoffice.cluster.ClusterView;
import io.boxoffice.cluster.NodeStateVerticle;
import io.boxoffice.cluster.Quorum;
import io.boxoffice.cluster.ReadinessCheck;
import io.boxoffice.http.HttpConfig;
import io.boxoffice.http.HttpShared;
import io.boxoffice.http.HttpVerticle;
import io.boxoffice.http.NodeCopies;
import io.boxoffice.node.config.NodeConfig;
import io.boxoffice.queue.QueueConfig;
import io.boxoffice.queue.QueueSerializers;
import io.boxoffice.queue.QueueVerticle;
import io.boxoffice.reservation.ClaimSerializers;
import io.boxoffice.reservation.ReservationVerticle;
import io.boxoffice.shared.bus.Bound;
import io.boxoffice.shared.bus.Role;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.wallet.SandboxGateway;
import io.boxoffice.wallet.WalletVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which verticles a node runs, made from which parts, in which order: the one place where they are
 * wired. What others ask comes before those who ask, so that the HTTP side opens last and closes
 * first.
 */
final class Verticles {
  private static final Logger LOG = LoggerFactory.getLogger(Verticles.class);

  private static final String CURRENCY = "KRW";

  /**
   * One entry of the list.
   *
   * @param role null for what every node runs
   * @param afterwards what to do once it runs, before the next is deployed
   */
  private record Part(
      Role role, int instances, Supplier<Deployable> maker, Supplier<Future<?>> afterwards) {}

  private final NodeParts parts;
  private final Vertx vertx;
  private final List<Part> list = new ArrayList<>();
  private final List<ReadinessCheck> checks = new ArrayList<>();
  private final QueueVerticle queues;
  private final ReservationVerticle reservations;
  private HttpShared httpShared;
  private HttpVerticle firstHttp;
  private final Deque<String> deployed = new ArrayDeque<>();

  Verticles(NodeParts parts) {
    this.parts = parts;
    this.vertx = parts.vertx();
    NodeConfig config = parts.config();
    AccountVerticle accounts =
        new AccountVerticle(accountConfig(config), parts.database(), parts.clock(), ids());
    list.add(
        new Part(Role.WALLET, 1, () -> accounts, () -> ensureOperator(accounts, config.admin())));
    add(
        Role.WALLET,
        () ->
            new WalletVerticle(
                parts.database(),
                new SandboxGateway(Duration.ofSeconds(config.gatewayUnansweredSeconds())),
                CURRENCY,
                ids()));
    queues =
        new QueueVerticle(
            QueueConfig.defaults(
                config.auth().issuer(), TimeUnit.SECONDS.toMillis(config.queueReturnSeconds())),
            parts.hazelcast(),
            parts.database(),
            parts.clock(),
            parts.bus(),
            parts.meters().registry());
    add(Role.QUEUE, () -> queues);
    boolean hasQueues = config.roles().contains(Role.QUEUE);
    if (hasQueues) {
      checks.addAll(queues.freshness());
    }
    add(
        null,
        () ->
            new NodeStateVerticle(
                parts.hazelcast(),
                hasQueues ? queues::viewAgesMs : () -> Future.succeededFuture(Map.of())));
    reservations =
        new ReservationVerticle(
            parts.database(),
            parts.hazelcast(),
            parts.clock(),
            parts.bus(),
            ids(),
            queues::peekAdmitted,
            new Bound(config.reservationMaxCommands()));
    add(Role.RESERVATION, () -> reservations);
    if (config.roles().contains(Role.RESERVATION)) {
      checks.add(reservations.freshness());
    }
    add(
        Role.RESERVATION,
        () ->
            new AdminVerticle(
                parts.database(), parts.clock(), parts.bus(), ids(), clusterView()::read));
    for (int instance = 0; instance < config.http().instances(); instance++) {
      add(Role.HTTP, this::http);
    }
  }

  private HttpVerticle http() {
    NodeConfig config = parts.config();
    // Where any free port will do, the instances share the one that a negative number names.
    int port = config.http().port() == 0 ? -1 : config.http().port();
    HttpConfig http =
        HttpConfig.of(config.http().host(), port, config.auth().issuer())
            .with(
                config.http().requestsPerSecond(),
                config.http().requestBurst(),
                classic(config.classic()))
            .with(
                HttpConfig.Streams.of(config.http().maxStreams(), config.http().streamsPerUser()));
    if (httpShared == null) {
      Quorum quorum = new Quorum(parts.hazelcast(), config.cluster());
      httpShared =
          new HttpShared(
              http,
              parts.clock(),
              quorum::present,
              new NodeCopies(queues::peek, reservations::peek, this::takenByOthers),
              parts.meters().registry());
      parts.meters().openStreams(httpShared::openStreams);
      parts.meters().cutOffStreams(httpShared::cutOffStreams);
    }
    HttpVerticle verticle = new HttpVerticle(http, parts.bus(), parts.clock(), httpShared);
    if (firstHttp == null) {
      firstHttp = verticle;
    }
    return verticle;
  }

  /** A seat's word counts only for whoever is admitted; anybody else has another refusal coming. */
  private List<Long> takenByOthers(PlaceKey place, long performanceId, List<Long> seatIds) {
    List<Long> taken = reservations.takenByOthers(place, performanceId, seatIds);
    return taken.isEmpty() || queues.showsAdmitted(place) ? taken : List.of();
  }

  private static HttpConfig.Classic classic(NodeConfig.Classic config) {
    if (!config.enabled()) {
      return HttpConfig.Classic.OFF;
    }
    return config.trustUserId()
        ? HttpConfig.Classic.TRUSTING_USER_ID
        : HttpConfig.Classic.WITH_TOKENS;
  }

  /** How the verticles' values travel through Hazelcast; needed before it starts. */
  static List<SerializerConfig> serializers() {
    List<SerializerConfig> all = new ArrayList<>(ClaimSerializers.all());
    all.addAll(QueueSerializers.all());
    return all;
  }

  /** What the verticles have to say about being ready. */
  List<ReadinessCheck> checks() {
    return checks;
  }

  /** Deploys what every node runs and what its roles ask for, one after the other. */
  Future<Void> deploy() {
    Future<Void> chain = Future.succeededFuture();
    for (Part part : list) {
      if (part.role == null || parts.config().roles().contains(part.role)) {
        chain = chain.compose(before -> deploy(part));
      }
    }
    return chain;
  }

  /** Undeploys all, the last deployed first; each one's stop ends its own work. */
  Future<Void> undeploy() {
    String id = deployed.pollLast();
    return id == null
        ? Future.succeededFuture()
        : vertx
            .undeploy(id)
            .onFailure(failure -> LOG.warn("a verticle did not stop well", failure))
            .transform(done -> undeploy());
  }

  /** The port that clients reach, once deployed; 0 where this node has no HTTP role. */
  int httpPort() {
    return firstHttp == null ? 0 : firstHttp.actualPort();
  }

  private Future<Void> deploy(Part part) {
    DeploymentOptions options = new DeploymentOptions().setInstances(part.instances);
    return vertx
        .deployVerticle(part.maker, options)
        .onSuccess(deployed::addLast)
        .compose(id -> part.afterwards.get())
        .mapEmpty();
  }

  private void add(Role role, Supplier<Deployable> maker) {
    list.add(new Part(role, 1, maker, Future::succeededFuture));
  }

  private ClusterView clusterView() {
    return new ClusterView(vertx, parts.hazelcast(), parts.config().cluster());
  }

  private LongSupplier ids() {
    return parts.ids()::nextId;
  }

  private static AccountConfig accountConfig(NodeConfig config) {
    AccountConfig defaults = AccountConfig.defaults();
    return new AccountConfig(
        config.auth().issuer(),
        config.auth().accessTokenTtlSeconds(),
        config.auth().passwordIterations(),
        defaults.passwordThreads(),
        defaults.maxPasswordsWaiting(),
        defaults.maxLogInFailuresPerMinute(),
        CURRENCY);
  }

  private static Future<?> ensureOperator(AccountVerticle accounts, NodeConfig.Admin admin) {
    return admin.present()
        ? accounts.ensureOperator(admin.name(), admin.password())
        : Future.succeededFuture();
  }
}
