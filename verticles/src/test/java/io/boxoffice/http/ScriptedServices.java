package io.boxoffice.http;

import static io.boxoffice.http.CannedAnswers.BUYER;
import static io.boxoffice.http.CannedAnswers.CONCERT;
import static io.boxoffice.http.CannedAnswers.NOW_MS;
import static io.boxoffice.http.CannedAnswers.OPERATOR;
import static io.boxoffice.http.CannedAnswers.PERFORMANCE;
import static io.boxoffice.http.CannedAnswers.RESERVATION;

import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.bus.BusCodecs;
import io.boxoffice.shared.bus.BusServer;
import io.boxoffice.shared.bus.Done;
import io.boxoffice.shared.bus.Request;
import io.boxoffice.shared.bus.Role;
import io.boxoffice.shared.bus.Service;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.AccountMessages;
import io.boxoffice.shared.messages.AdminMessages;
import io.boxoffice.shared.messages.QueueMessages;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import io.boxoffice.shared.messages.ReservationMessages;
import io.boxoffice.shared.messages.ReservationMessages.PerformanceSummary;
import io.boxoffice.shared.messages.ReservationMessages.ReservationState;
import io.boxoffice.shared.messages.SeatMessages;
import io.boxoffice.shared.messages.WalletMessages;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** A real HTTP server in front of services that answer from a script. */
final class ScriptedServices implements AutoCloseable {
  final AtomicLong nowMs = new AtomicLong(NOW_MS);
  final TestTokens tokens = new TestTokens(NOW_MS);
  final Map<Class<?>, Object> received = new ConcurrentHashMap<>();
  final AtomicBoolean writable = new AtomicBoolean(true);

  /** What the node knows by itself: nothing, unless a test says so. */
  final AtomicReference<PlaceCopies> placeCopies = new AtomicReference<>();

  final MeterRegistry meters = new SimpleMeterRegistry();
  final AtomicReference<SeatCopies> seatCopies = new AtomicReference<>();
  final Vertx vertx = Vertx.vertx();
  private final Map<Class<?>, Function<Object, Future<Object>>> scripted =
      new ConcurrentHashMap<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;
  private final String deploymentId;
  final HttpShared shared;

  ScriptedServices() {
    this(config());
  }

  ScriptedServices(HttpConfig config) {
    reset();
    shared =
        new HttpShared(
            config,
            nowMs::get,
            writable::get,
            new NodeCopies(
                (key, token, endsAtMs) -> placeCopies.get().find(key, token, endsAtMs),
                performanceId -> seatCopies.get().find(performanceId),
                (place, performanceId, seatIds) -> List.of()),
            meters);
    BusCodecs.register(vertx.eventBus());
    accounts();
    queue();
    reservations();
    wallet();
    operators();
    HttpVerticle verticle =
        new HttpVerticle(
            config, new BusClient(vertx, EnumSet.allOf(Role.class), 2_000), nowMs::get, shared);
    deploymentId = vertx.deployVerticle(verticle).await();
    port = verticle.actualPort();
  }

  static HttpConfig config() {
    return HttpConfig.of("127.0.0.1", 0, TestTokens.ISSUER);
  }

  /** Makes a service answer this request in another way. */
  <R, Q extends Request<R>> void script(Class<Q> type, Function<Q, Future<R>> handler) {
    scripted.put(type, request -> handler.apply(type.cast(request)).map(reply -> (Object) reply));
  }

  <R, Q extends Request<R>> void refuse(Class<Q> type, ErrorCode code) {
    scripted.put(type, request -> Future.failedFuture(new Refusal(code)));
  }

  /** Stops the HTTP side as a node's stop does. */
  void stopServing() {
    vertx.undeploy(deploymentId).await();
  }

  /** Forgets what was scripted and received, and lets writes pass. */
  void reset() {
    scripted.clear();
    received.clear();
    writable.set(true);
    placeCopies.set((key, token, endsAtMs) -> null);
    seatCopies.set(performanceId -> null);
  }

  String buyer() {
    return tokens.access(BUYER, "buyer");
  }

  String operator() {
    return tokens.access(OPERATOR, "admin");
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  int port() {
    return port;
  }

  HttpRequest.Builder request(String method, String path, String body) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(uri(path));
    if (body == null) {
      return builder.method(method, HttpRequest.BodyPublishers.noBody());
    }
    return builder
        .header("Content-Type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofString(body));
  }

  HttpRequest.Builder asBuyer(String method, String path, String body) {
    return request(method, path, body)
        .header("Authorization", "Bearer " + buyer())
        .header("Queue-Token", tokens.queue(BUYER, CONCERT))
        .header("Idempotency-Key", "key-1");
  }

  HttpRequest.Builder asOperator(String method, String path, String body) {
    return request(method, path, body)
        .header("Authorization", "Bearer " + operator())
        .header("Idempotency-Key", "key-1");
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<byte[]> sendForBytes(HttpRequest.Builder request) {
    return send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  private <T> HttpResponse<T> send(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    // With a limit: an answer without an end would hold the tests for ever.
    return client.sendAsync(request.build(), handler).orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    vertx.close().await();
  }

  private <R, Q extends Request<R>> void on(
      BusServer server, Class<Q> type, Function<Q, R> standard) {
    server.on(
        type,
        request -> {
          received.put(type, request);
          Function<Object, Future<Object>> other = scripted.get(type);
          @SuppressWarnings("unchecked")
          Future<R> reply =
              other == null
                  ? Future.succeededFuture(standard.apply(request))
                  : (Future<R>) other.apply(request);
          return reply;
        });
  }

  private void accounts() {
    BusServer server = new BusServer(vertx, Service.ACCOUNT);
    on(server, AccountMessages.ReadKeys.class, request -> tokens.keys());
    on(server, AccountMessages.SignUp.class, request -> CannedAnswers.user(BUYER));
    on(server, AccountMessages.CreateUser.class, request -> CannedAnswers.user(OPERATOR));
    on(server, AccountMessages.FindUser.class, request -> CannedAnswers.user(request.userId()));
    on(server, AccountMessages.LogIn.class, request -> CannedAnswers.accessToken());
    on(
        server,
        AccountMessages.ListUsers.class,
        request -> new AccountMessages.UserPage(List.of(CannedAnswers.user(BUYER)), BUYER));
    server.listen().await();
  }

  private void queue() {
    PlaceKey buyers = new PlaceKey(CONCERT, BUYER, 1, 7);
    BusServer server = new BusServer(vertx, Service.QUEUE);
    on(
        server,
        QueueMessages.JoinQueue.class,
        request -> CannedAnswers.place(PlaceState.WAITING, buyers, true));
    on(
        server,
        QueueMessages.JoinAll.class,
        request ->
            new QueueMessages.Joined(
                request.userIds().stream()
                    .map(user -> new PlaceKey(request.concertId(), user, 1, 7))
                    .map(key -> CannedAnswers.place(PlaceState.WAITING, key, true))
                    .map(place -> new QueueMessages.JoinOutcome(place, null))
                    .toList()));
    on(
        server,
        QueueMessages.ReadPlace.class,
        request -> CannedAnswers.place(PlaceState.ADMITTED, request.key(), false));
    on(
        server,
        QueueMessages.ConfirmPlace.class,
        request -> CannedAnswers.place(PlaceState.ADMITTED, request.key(), false));
    on(
        server,
        QueueMessages.ReadPlaces.class,
        request ->
            new QueueMessages.PlaceList(
                request.keys().stream()
                    .map(key -> CannedAnswers.entry(PlaceState.ADMITTED, key))
                    .toList()));
    on(server, QueueMessages.LeaveQueue.class, request -> Done.DONE);
    on(
        server,
        QueueMessages.FindPlace.class,
        request -> CannedAnswers.place(PlaceState.WAITING, buyers, false));
    on(
        server,
        QueueMessages.ListPlaces.class,
        request ->
            new QueueMessages.PlacePage(
                List.of(CannedAnswers.place(PlaceState.WAITING, buyers, false)), 8L));
    on(server, QueueMessages.ReadQueueStats.class, request -> CannedAnswers.stats());
    server.listen().await();
  }

  private void reservations() {
    BusServer server = new BusServer(vertx, Service.RESERVATION);
    on(
        server,
        ReservationMessages.ListConcerts.class,
        request -> new ReservationMessages.ConcertPage(List.of(CannedAnswers.concert()), CONCERT));
    on(server, ReservationMessages.FindConcert.class, request -> CannedAnswers.concert());
    on(server, ReservationMessages.ListPerformances.class, request -> CannedAnswers.performances());
    on(
        server,
        ReservationMessages.FindPerformance.class,
        request -> new ReservationMessages.PerformanceOwner(request.performanceId(), CONCERT));
    on(server, ReservationMessages.ReadSeats.class, request -> CannedAnswers.seats(3));
    on(server, SeatMessages.ReadSeatChanges.class, CannedAnswers::changes);
    on(
        server,
        ReservationMessages.HoldSeats.class,
        request ->
            new ReservationMessages.HeldSeats(
                CannedAnswers.reservation(ReservationState.HELD), false));
    on(
        server,
        ReservationMessages.ListReservations.class,
        request ->
            new ReservationMessages.ReservationPage(
                List.of(CannedAnswers.reservation(ReservationState.CONFIRMED)), RESERVATION));
    on(
        server,
        ReservationMessages.FindReservation.class,
        request -> CannedAnswers.reservation(ReservationState.HELD));
    on(
        server,
        ReservationMessages.ReadReservationHistory.class,
        request -> CannedAnswers.history());
    on(server, ReservationMessages.ReleaseReservation.class, request -> Done.DONE);
    on(server, ReservationMessages.PayReservation.class, request -> CannedAnswers.receipt());
    server.listen().await();
  }

  private void wallet() {
    BusServer server = new BusServer(vertx, Service.WALLET);
    on(
        server,
        WalletMessages.ReadWallet.class,
        request -> new WalletMessages.Wallet(request.userId(), 1_000, "KRW"));
    on(
        server,
        WalletMessages.ChargeWallet.class,
        request -> CannedAnswers.charge(request.amountMinor()));
    on(server, WalletMessages.FindCharge.class, request -> CannedAnswers.charge(1_092));
    on(server, WalletMessages.ListEntries.class, request -> CannedAnswers.entries());
    server.listen().await();
  }

  private void operators() {
    BusServer server = new BusServer(vertx, Service.ADMIN);
    on(server, AdminMessages.ImportConcert.class, request -> CannedAnswers.imported());
    on(server, AdminMessages.CheckImport.class, request -> CannedAnswers.preview());
    on(server, AdminMessages.ChangeConcert.class, request -> CannedAnswers.concert());
    on(
        server,
        AdminMessages.ChangePerformance.class,
        request -> new PerformanceSummary(PERFORMANCE, NOW_MS, request.state()));
    on(server, AdminMessages.ChangeQueue.class, request -> CannedAnswers.stats());
    on(server, AdminMessages.RemoveUserPlace.class, request -> Done.DONE);
    on(
        server,
        AdminMessages.AdmitPlaces.class,
        request -> new AdminMessages.AdmittedPlaces(request.count(), true));
    on(
        server,
        AdminMessages.ChargeUserWallet.class,
        request -> CannedAnswers.charge(request.amountMinor()));
    on(server, AdminMessages.Verify.class, request -> CannedAnswers.verification());
    on(server, AdminMessages.ReadCluster.class, request -> CannedAnswers.cluster());
    on(server, AdminMessages.ListAudit.class, request -> CannedAnswers.audit());
    server.listen().await();
  }
}
