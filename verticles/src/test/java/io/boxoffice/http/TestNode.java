package io.boxoffice.http;

import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.bus.BusCodecs;
import io.boxoffice.shared.bus.BusServer;
import io.boxoffice.shared.bus.Done;
import io.boxoffice.shared.bus.Request;
import io.boxoffice.shared.bus.Role;
import io.boxoffice.shared.bus.Service;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.id.Tsids;
import io.boxoffice.shared.messages.AccountMessages;
import io.boxoffice.shared.messages.AdminMessages;
import io.boxoffice.shared.messages.QueueMessages;
import io.boxoffice.shared.messages.QueueMessages.Place;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import io.boxoffice.shared.messages.ReservationMessages;
import io.boxoffice.shared.messages.ReservationMessages.Concert;
import io.boxoffice.shared.messages.ReservationMessages.ConcertState;
import io.boxoffice.shared.messages.ReservationMessages.PerformanceState;
import io.boxoffice.shared.messages.ReservationMessages.PerformanceSummary;
import io.boxoffice.shared.messages.ReservationMessages.Reservation;
import io.boxoffice.shared.messages.ReservationMessages.ReservationState;
import io.boxoffice.shared.messages.ReservationMessages.ReservedSeat;
import io.boxoffice.shared.messages.WalletMessages;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** A real HTTP server in front of services that answer from a script. */
final class TestNode implements AutoCloseable {
  static final long BUYER = 700_000_000_000_000_001L;
  static final long OPERATOR = 700_000_000_000_000_002L;
  static final long CONCERT = 700_000_000_000_000_003L;
  static final long PERFORMANCE = 700_000_000_000_000_004L;
  static final long SEAT = 700_000_000_000_000_005L;
  static final long RESERVATION = 700_000_000_000_000_006L;
  static final long OTHER = 700_000_000_000_000_009L;

  /** Years from the wall clock, so that a look at it would fail every token. */
  static final long NOW_MS = 2_500_000_000_000L;

  final AtomicLong nowMs = new AtomicLong(NOW_MS);
  final TestTokens tokens = new TestTokens(NOW_MS);
  final Map<Class<?>, Object> received = new ConcurrentHashMap<>();
  final Vertx vertx = Vertx.vertx();
  private final Map<Class<?>, Function<Object, Future<Object>>> scripted =
      new ConcurrentHashMap<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;

  TestNode() {
    this(config());
  }

  TestNode(HttpConfig config) {
    BusCodecs.register(vertx.eventBus());
    accounts();
    queue();
    reservations();
    wallet();
    operators();
    HttpVerticle verticle =
        new HttpVerticle(
            config, new BusClient(vertx, EnumSet.allOf(Role.class), 2_000), nowMs::get);
    vertx.deployVerticle(verticle).await();
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

  /** Forgets what was scripted and received. */
  void reset() {
    scripted.clear();
    received.clear();
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
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    vertx.close().await();
  }

  static String id(long id) {
    return Tsids.format(id);
  }

  static Concert concert() {
    return new Concert(
        CONCERT,
        "Night of Strings",
        "Great Hall",
        ConcertState.ON_SALE,
        "KRW",
        "Asia/Seoul",
        NOW_MS,
        NOW_MS + 1_000_000,
        1,
        4,
        300,
        100,
        0,
        1_000,
        120,
        600,
        false,
        300,
        List.of(new PerformanceSummary(PERFORMANCE, NOW_MS + 2_000_000, PerformanceState.OPEN)));
  }

  static Place place(PlaceState state, PlaceKey key, boolean created) {
    boolean waiting = state == PlaceState.WAITING;
    return new Place(
        key,
        state,
        waiting ? 12 : 0,
        waiting ? 10 : null,
        waiting ? 20 : null,
        3,
        NOW_MS,
        waiting ? null : NOW_MS + 5,
        NOW_MS + 60_000,
        waiting ? null : NOW_MS + 60_000,
        "a.b.c",
        created);
  }

  static Reservation reservation(ReservationState state) {
    return new Reservation(
        RESERVATION,
        BUYER,
        CONCERT,
        PERFORMANCE,
        List.of(new ReservedSeat(SEAT, "A", "1", "2", 50_000)),
        50_000,
        "KRW",
        state,
        NOW_MS,
        NOW_MS + 300_000,
        state == ReservationState.CONFIRMED
            ? new ReservationMessages.Payment(OTHER, 50_000, NOW_MS, "PAID")
            : null,
        NOW_MS + 1);
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
    on(server, AccountMessages.SignUp.class, request -> user(BUYER));
    on(server, AccountMessages.FindUser.class, request -> user(request.userId()));
    on(
        server,
        AccountMessages.LogIn.class,
        request -> new AccountMessages.AccessToken("a.b.c", NOW_MS, BUYER));
    on(
        server,
        AccountMessages.ListUsers.class,
        request -> new AccountMessages.UserPage(List.of(user(BUYER)), BUYER));
    server.listen().await();
  }

  static AccountMessages.User user(long userId) {
    AccountMessages.UserRole role =
        userId == OPERATOR ? AccountMessages.UserRole.ADMIN : AccountMessages.UserRole.BUYER;
    return new AccountMessages.User(userId, "mina", role, NOW_MS);
  }

  private void queue() {
    PlaceKey buyers = new PlaceKey(CONCERT, BUYER, 1, 7);
    BusServer server = new BusServer(vertx, Service.QUEUE);
    on(server, QueueMessages.JoinQueue.class, request -> place(PlaceState.WAITING, buyers, true));
    on(
        server,
        QueueMessages.ReadPlace.class,
        request -> place(PlaceState.ADMITTED, request.key(), false));
    on(server, QueueMessages.LeaveQueue.class, request -> Done.DONE);
    on(server, QueueMessages.FindPlace.class, request -> place(PlaceState.WAITING, buyers, false));
    on(
        server,
        QueueMessages.ListPlaces.class,
        request ->
            new QueueMessages.PlacePage(List.of(place(PlaceState.WAITING, buyers, false)), 8L));
    on(server, QueueMessages.ReadQueueStats.class, request -> stats());
    server.listen().await();
  }

  static QueueMessages.QueueStats stats() {
    return new QueueMessages.QueueStats(CONCERT, 10, 5, 100, 0, false, 20, 15, 1, 2, 3, null, 4, 5);
  }

  private void reservations() {
    BusServer server = new BusServer(vertx, Service.RESERVATION);
    on(
        server,
        ReservationMessages.ListConcerts.class,
        request -> new ReservationMessages.ConcertPage(List.of(concert()), CONCERT));
    on(server, ReservationMessages.FindConcert.class, request -> concert());
    on(
        server,
        ReservationMessages.ListPerformances.class,
        request ->
            new ReservationMessages.Performances(
                List.of(
                    new ReservationMessages.Performance(
                        PERFORMANCE, NOW_MS, "2049-03-22", true, 4, 300))));
    on(
        server,
        ReservationMessages.FindPerformance.class,
        request -> new ReservationMessages.PerformanceOwner(request.performanceId(), CONCERT));
    on(server, ReservationMessages.ReadSeats.class, request -> seats(3));
    on(
        server,
        ReservationMessages.HoldSeats.class,
        request -> new ReservationMessages.HeldSeats(reservation(ReservationState.HELD), false));
    on(
        server,
        ReservationMessages.ListReservations.class,
        request ->
            new ReservationMessages.ReservationPage(
                List.of(reservation(ReservationState.CONFIRMED)), RESERVATION));
    on(
        server,
        ReservationMessages.FindReservation.class,
        request -> reservation(ReservationState.HELD));
    on(server, ReservationMessages.ReleaseReservation.class, request -> Done.DONE);
    on(
        server,
        ReservationMessages.PayReservation.class,
        request ->
            new ReservationMessages.PaymentReceipt(
                OTHER, RESERVATION, 50_000, 1_000, NOW_MS, true));
    server.listen().await();
  }

  static ReservationMessages.SeatMap seats(long version) {
    return new ReservationMessages.SeatMap(
        PERFORMANCE,
        CONCERT,
        version,
        version,
        List.of(
            new ReservationMessages.Seat(
                SEAT, 1, "A", "1", "1", "VIP", 50_000, ReservationMessages.SeatState.AVAILABLE),
            new ReservationMessages.Seat(
                OTHER, 2, "A", "1", "2", "VIP", 50_000, ReservationMessages.SeatState.SOLD)));
  }

  private void wallet() {
    BusServer server = new BusServer(vertx, Service.WALLET);
    on(
        server,
        WalletMessages.ReadWallet.class,
        request -> new WalletMessages.Wallet(request.userId(), 1_000, "KRW"));
    on(server, WalletMessages.ChargeWallet.class, request -> charge(request.amountMinor()));
    on(server, WalletMessages.FindCharge.class, request -> charge(1_092));
    on(
        server,
        WalletMessages.ListEntries.class,
        request ->
            new WalletMessages.EntryPage(
                List.of(
                    new WalletMessages.LedgerEntry(
                        OTHER, WalletMessages.EntryKind.CHARGE, 5, 5, null, NOW_MS)),
                OTHER));
    server.listen().await();
  }

  /** Pending where the amount ends in 92, as the sandbox gateway has it. */
  static WalletMessages.Charge charge(long amountMinor) {
    boolean pending = amountMinor % 100 == 92;
    return new WalletMessages.Charge(
        OTHER,
        BUYER,
        amountMinor,
        pending ? WalletMessages.ChargeState.PENDING : WalletMessages.ChargeState.APPROVED,
        pending ? null : amountMinor,
        false);
  }

  private void operators() {
    BusServer server = new BusServer(vertx, Service.ADMIN);
    on(
        server,
        AdminMessages.ImportConcert.class,
        request ->
            new AdminMessages.ImportedConcert(
                CONCERT, ConcertState.ON_SALE, 300, concert().performances(), false));
    on(server, AdminMessages.ChangeConcert.class, request -> concert());
    on(
        server,
        AdminMessages.ChangePerformance.class,
        request -> new PerformanceSummary(PERFORMANCE, NOW_MS, request.state()));
    on(server, AdminMessages.ChangeQueue.class, request -> stats());
    on(server, AdminMessages.RemoveUserPlace.class, request -> Done.DONE);
    on(
        server,
        AdminMessages.AdmitPlaces.class,
        request -> new AdminMessages.AdmittedPlaces(request.count(), true));
    on(server, AdminMessages.ChargeUserWallet.class, request -> charge(request.amountMinor()));
    on(
        server,
        AdminMessages.Verify.class,
        request ->
            new AdminMessages.Verification(
                false, 10, List.of(new AdminMessages.Finding("one owner", "seat 1"))));
    on(
        server,
        AdminMessages.ListAudit.class,
        request ->
            new AdminMessages.AuditPage(
                List.of(
                    new AdminMessages.AuditEntry(
                        OTHER,
                        OPERATOR,
                        "ChangeQueue",
                        "concert",
                        null,
                        new JsonObject().put("capacity", 1),
                        NOW_MS)),
                null));
    server.listen().await();
  }
}
