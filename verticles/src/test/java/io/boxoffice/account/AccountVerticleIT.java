package io.boxoffice.account;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.bus.BusCodecs;
import io.boxoffice.shared.bus.Request;
import io.boxoffice.shared.bus.Role;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.id.Tsids;
import io.boxoffice.shared.messages.AccountMessages.AccessToken;
import io.boxoffice.shared.messages.AccountMessages.CreateUser;
import io.boxoffice.shared.messages.AccountMessages.FindUser;
import io.boxoffice.shared.messages.AccountMessages.ListUsers;
import io.boxoffice.shared.messages.AccountMessages.LogIn;
import io.boxoffice.shared.messages.AccountMessages.ReadKeys;
import io.boxoffice.shared.messages.AccountMessages.SignUp;
import io.boxoffice.shared.messages.AccountMessages.User;
import io.boxoffice.shared.messages.AccountMessages.UserPage;
import io.boxoffice.shared.messages.AccountMessages.UserRole;
import io.boxoffice.store.Database;
import io.boxoffice.support.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountVerticleIT {
  private static final AccountConfig CONFIG =
      AccountConfig.defaults().withPasswordIterations(1_000);
  private static final String PASSWORD = "correct horse";

  private final AtomicLong ids = new AtomicLong(1_000);
  private final AtomicLong nowMs = new AtomicLong(1_800_000_000_123L);
  private Vertx vertx;
  private Database database;
  private BusClient bus;

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
    BusCodecs.register(vertx.eventBus());
    database = TestPostgres.freshDatabase(vertx);
    bus = new BusClient(vertx, Set.of(Role.values()), 20_000);
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().await(20, SECONDS);
  }

  @Test
  void twentyNodesThatStartAtOnceMakeOneKeyOfEachKind() throws Exception {
    List<Future<String>> starts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      starts.add(vertx.deployVerticle(verticle()));
    }
    Future.all(starts).await(60, SECONDS);

    long keys =
        database
            .query("select count(*) as keys from signing_keys")
            .await(20, SECONDS)
            .iterator()
            .next()
            .getLong("keys");
    assertThat(keys).isEqualTo(2);
    Set<Object> answers =
        IntStream.range(0, 40).mapToObj(i -> ask(new ReadKeys())).collect(Collectors.toSet());
    assertThat(answers).hasSize(1);
  }

  @Test
  void ofFortySignUpsWithOneNameOneSucceeds() throws Exception {
    vertx.deployVerticle(verticle()).await(20, SECONDS);
    List<Future<User>> signUps = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      signUps.add(bus.ask(new SignUp(i % 2 == 0 ? "Ann" : "aNN", PASSWORD)));
    }
    Future.join(signUps).transform(all -> Future.succeededFuture()).await(60, SECONDS);

    assertThat(signUps).filteredOn(Future::succeeded).hasSize(1);
    assertThat(signUps)
        .filteredOn(Future::failed)
        .extracting(signUp -> ((Refusal) signUp.cause()).code())
        .hasSize(39)
        .containsOnly(ErrorCode.NAME_TAKEN);
    assertThat(count("wallets")).isEqualTo(1);
  }

  @Test
  void theConstraintItselfSaysThatANameIsTaken() throws Exception {
    var store = new io.boxoffice.store.AccountStore(database, "KRW");
    store.insert(1, "ann", "hash", UserRole.BUYER).await(20, SECONDS);

    Refusal refusal =
        catchThrowableOfType(
            Refusal.class, () -> store.insert(2, "ANN", "hash", UserRole.BUYER).await(20, SECONDS));

    assertThat(refusal.code()).isEqualTo(ErrorCode.NAME_TAKEN);
  }

  @Test
  void aLogInGivesATokenByTheOneClock() throws Exception {
    vertx.deployVerticle(verticle()).await(20, SECONDS);
    User user = ask(new SignUp("  Ann ", PASSWORD));

    AccessToken token = ask(new LogIn("ANN", PASSWORD));

    assertThat(user.name()).isEqualTo("Ann");
    assertThat(token.userId()).isEqualTo(user.userId());
    assertThat(token.expiresAtMs()).isEqualTo((1_800_000_000L + 43_200) * 1000);
    assertThat(claims(token.token()).getMap())
        .containsEntry("sub", Tsids.format(user.userId()))
        .containsEntry("role", "buyer")
        .containsEntry("iss", "boxoffice")
        .containsEntry("aud", "boxoffice-api")
        .containsEntry("iat", 1_800_000_000)
        .containsEntry("exp", 1_800_043_200);
    assertThat(ask(new FindUser(user.userId()))).isEqualTo(user);
  }

  @Test
  void aWrongPasswordAndAnUnknownNameGetTheSameAnswer() throws Exception {
    vertx.deployVerticle(verticle()).await(20, SECONDS);
    ask(new SignUp("ann", PASSWORD));

    for (LogIn bad :
        List.of(
            new LogIn("ann", "incorrect horse"),
            new LogIn("bob", PASSWORD),
            new LogIn("a\u0000nn", PASSWORD),
            new LogIn("ann", ""),
            new LogIn("ann", "x".repeat(100_000)))) {
      assertThat(refusal(bad)).isEqualTo(ErrorCode.BAD_CREDENTIALS);
    }
    assertThat(refusal(new FindUser(77))).isEqualTo(ErrorCode.USER_NOT_FOUND);
  }

  @Test
  void guessingIsSlowedDownAndEndsWithTheMinute() throws Exception {
    vertx.deployVerticle(verticle()).await(20, SECONDS);
    ask(new SignUp("ann", PASSWORD));
    List<ErrorCode> codes =
        IntStream.range(0, 12)
            .mapToObj(i -> refusal(new LogIn("ann", "guess number " + i)))
            .toList();

    assertThat(codes.subList(0, 10)).containsOnly(ErrorCode.BAD_CREDENTIALS);
    assertThat(codes.subList(10, 12)).containsOnly(ErrorCode.RATE_LIMITED);
    assertThat(refusal(new LogIn("ann", PASSWORD))).isEqualTo(ErrorCode.RATE_LIMITED);
    nowMs.addAndGet(60_000);
    assertThat(ask(new LogIn("ann", PASSWORD)).token()).isNotEmpty();
  }

  @Test
  void moreSignUpsThanMayWaitAreToldToComeBack() throws Exception {
    AccountConfig narrow = new AccountConfig("boxoffice", 60, 200_000, 1, 1, 10, "KRW");
    vertx
        .deployVerticle(new AccountVerticle(narrow, database, nowMs::get, ids::incrementAndGet))
        .await(20, SECONDS);
    List<Future<User>> signUps = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      signUps.add(bus.ask(new SignUp("user" + i, PASSWORD)));
    }
    Future.join(signUps).transform(all -> Future.succeededFuture()).await(60, SECONDS);

    assertThat(signUps).filteredOn(Future::succeeded).isNotEmpty();
    assertThat(signUps)
        .filteredOn(Future::failed)
        .isNotEmpty()
        .allSatisfy(
            signUp -> {
              Refusal refusal = (Refusal) signUp.cause();
              assertThat(refusal.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
              assertThat(refusal.attributes().getInteger("retryAfterSeconds")).isPositive();
            });
  }

  @Test
  void nodesThatStartAtOnceMakeOneOperator() throws Exception {
    List<AccountVerticle> nodes = IntStream.range(0, 8).mapToObj(i -> verticle()).toList();
    Future.all(nodes.stream().map(vertx::deployVerticle).toList()).await(60, SECONDS);

    List<Future<User>> ensured =
        nodes.stream().map(node -> node.ensureOperator("root", PASSWORD)).toList();
    Future.all(ensured).await(60, SECONDS);

    assertThat(ensured)
        .extracting(done -> done.result().userId())
        .containsOnly(ensured.get(0).result().userId());
    assertThat(count("users")).isEqualTo(1);
    nodes.get(0).ensureOperator("ROOT", "another password").await(20, SECONDS);
    AccessToken token = ask(new LogIn("root", PASSWORD));
    assertThat(claims(token.token()).getString("role")).isEqualTo("admin");
  }

  @Test
  void aBuyersNameIsNotPromoted() throws Exception {
    AccountVerticle node = verticle();
    vertx.deployVerticle(node).await(20, SECONDS);
    ask(new SignUp("root", PASSWORD));

    IllegalStateException failure =
        catchThrowableOfType(
            IllegalStateException.class,
            () -> node.ensureOperator("root", PASSWORD).await(20, SECONDS));

    assertThat(failure).hasMessageContaining("admin.name").hasMessageContaining("buyer");
  }

  @Test
  void anOperatorMakesAnotherOneAndTheAuditKeepsNoPassword() throws Exception {
    vertx.deployVerticle(verticle()).await(20, SECONDS);

    User made = ask(new CreateUser(7, " Ann ", PASSWORD, UserRole.ADMIN));

    assertThat(made.role()).isEqualTo(UserRole.ADMIN);
    assertThat(claims(ask(new LogIn("ann", PASSWORD)).token()).getString("role"))
        .isEqualTo("admin");
    assertThat(count("wallets")).isEqualTo(1);
    Row entry =
        database
            .query(
                "select operator_id, action, target, before::text, after::text from audit_entries")
            .await(20, SECONDS)
            .iterator()
            .next();
    assertThat(entry.getLong("operator_id")).isEqualTo(7);
    assertThat(entry.getString("action")).isEqualTo("CREATE_USER");
    assertThat(entry.getString("target")).isEqualTo("user " + Tsids.format(made.userId()));
    assertThat(entry.getString("before")).isNull();
    assertThat(new JsonObject(entry.getString("after")).getMap())
        .isEqualTo(Map.of("name", "Ann", "role", "ADMIN"));
    assertThat(count("idempotency_keys")).isZero();
  }

  @Test
  void ofTwentyOperatorsThatMakeOneNameOneSucceedsAndIsAudited() throws Exception {
    vertx.deployVerticle(verticle()).await(20, SECONDS);
    List<Future<User>> makings = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      makings.add(bus.ask(new CreateUser(i, "ann", PASSWORD, UserRole.BUYER)));
    }
    Future.join(makings).transform(all -> Future.succeededFuture()).await(60, SECONDS);

    assertThat(makings).filteredOn(Future::succeeded).hasSize(1);
    assertThat(makings)
        .filteredOn(Future::failed)
        .extracting(making -> ((Refusal) making.cause()).code())
        .containsOnly(ErrorCode.NAME_TAKEN);
    assertThat(count("audit_entries")).isEqualTo(1);
    assertThat(refusal(new CreateUser(7, "bob", "password", UserRole.ADMIN)))
        .isEqualTo(ErrorCode.VALIDATION_FAILED);
    assertThat(count("users")).isEqualTo(1);
  }

  @Test
  void usersAreListedInPages() throws Exception {
    vertx.deployVerticle(verticle()).await(20, SECONDS);
    for (int i = 0; i < 5; i++) {
      ask(new SignUp("user" + i, PASSWORD));
    }

    UserPage first = ask(new ListUsers(0, 3, null));
    UserPage second = ask(new ListUsers(first.nextAfterId(), 3, null));

    assertThat(first.users()).extracting(User::name).containsExactly("user0", "user1", "user2");
    assertThat(second.users()).extracting(User::name).containsExactly("user3", "user4");
    assertThat(second.nextAfterId()).isNull();
    assertThat(ask(new ListUsers(0, 3, "USER4")).users()).hasSize(1);
    assertThat(ask(new ListUsers(0, 3, " ｕｓｅｒ4 ")).users()).as("as it is kept").hasSize(1);
    assertThat(ask(new ListUsers(0, 3, "nobody")).users()).isEmpty();
  }

  private AccountVerticle verticle() {
    return new AccountVerticle(CONFIG, database, nowMs::get, ids::incrementAndGet);
  }

  private <R> R ask(Request<R> request) {
    try {
      return bus.ask(request).await(20, SECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new AssertionError("no answer to " + request.getClass().getSimpleName(), e);
    }
  }

  private ErrorCode refusal(Request<?> request) {
    return catchThrowableOfType(Refusal.class, () -> ask(request)).code();
  }

  private long count(String table) throws Exception {
    return database
        .query("select count(*) as n from " + table)
        .await(20, SECONDS)
        .iterator()
        .next()
        .getLong("n");
  }

  private static JsonObject claims(String token) {
    String body = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
    return new JsonObject(new String(Base64.getUrlDecoder().decode(body), StandardCharsets.UTF_8));
  }
}
