package io.boxoffice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.bus.BusCodecs;
import io.boxoffice.shared.bus.BusServer;
import io.boxoffice.shared.bus.Role;
import io.boxoffice.shared.bus.Service;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.AccountMessages.FindUser;
import io.boxoffice.shared.messages.AccountMessages.ReadKeys;
import io.boxoffice.shared.messages.AccountMessages.UserRole;
import io.boxoffice.shared.messages.AccountMessages.VerificationKeys;
import io.boxoffice.shared.messages.QueueMessages.PlaceKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.KeyPair;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No token passes but a good one of the right kind. */
class TokensTest {
  private static final long USER = CannedAnswers.BUYER;
  private static final long CONCERT = CannedAnswers.CONCERT;

  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong nowMs = new AtomicLong(CannedAnswers.NOW_MS);
  private final TestTokens tokens = new TestTokens(CannedAnswers.NOW_MS);
  private final AtomicReference<VerificationKeys> served = new AtomicReference<>(tokens.keys());
  private final AtomicReference<UserRole> role = new AtomicReference<>(UserRole.BUYER);
  private final AtomicInteger keyReads = new AtomicInteger();
  private final AtomicInteger userReads = new AtomicInteger();
  private final VerifiedCallers callers = new VerifiedCallers(100);
  private final VerifiedPlaces places = new VerifiedPlaces(100);
  private Keyring keyring;
  private AccessTokens accessTokens;
  private QueueTokens queueTokens;

  @BeforeEach
  void start() {
    BusCodecs.register(vertx.eventBus());
    new BusServer(vertx, Service.ACCOUNT)
        .on(
            ReadKeys.class,
            request -> {
              keyReads.incrementAndGet();
              return Future.succeededFuture(served.get());
            })
        .on(
            FindUser.class,
            request -> {
              userReads.incrementAndGet();
              return request.userId() == CannedAnswers.OTHER
                  ? Future.failedFuture(new Refusal(ErrorCode.USER_NOT_FOUND))
                  : Future.succeededFuture(
                      new io.boxoffice.shared.messages.AccountMessages.User(
                          request.userId(), "mina", role.get(), 0));
            })
        .listen()
        .await();
    BusClient bus = new BusClient(vertx, EnumSet.allOf(Role.class), 2_000);
    keyring = new Keyring(vertx, bus, nowMs::get, this::forgetTokens);
    keyring.open(1_000).await();
    accessTokens = new AccessTokens(keyring, bus, nowMs::get, TestTokens.ISSUER, callers);
    queueTokens = new QueueTokens(keyring, nowMs::get, TestTokens.ISSUER, places);
  }

  private void forgetTokens() {
    callers.forget();
    places.forget();
  }

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  private Caller caller(String token) {
    return accessTokens.authenticate("Bearer " + token).await();
  }

  private void refusesAccess(String token) {
    assertThatThrownBy(() -> caller(token))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.ACCESS_TOKEN_INVALID));
  }

  private void refusesQueue(String token, ErrorCode code) {
    Caller caller = new Caller(USER, UserRole.BUYER, Long.MAX_VALUE);
    assertThatThrownBy(() -> queueTokens.placeOf(token, caller).await())
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private String signed(JsonObject claims) {
    return TestTokens.rs256(tokens.accessHeader(), claims, tokens.keyPair);
  }

  private JsonObject claims() {
    return tokens.accessClaims(USER, "buyer");
  }

  @Test
  void takesAGoodAccessToken() {
    assertThat(caller(tokens.access(USER, "buyer")).userId()).isEqualTo(USER);
  }

  @Test
  void takesTheRoleFromTheUserAndNotFromTheToken() {
    assertThat(caller(tokens.access(USER, "admin")).isAdmin()).isFalse();
    role.set(UserRole.ADMIN);
    assertThat(caller(tokens.access(CannedAnswers.OPERATOR, "buyer")).isAdmin()).isTrue();
  }

  @Test
  void remembersAVerifiedTokenUntilItsEnd() {
    String token = tokens.access(USER, "buyer");
    caller(token);
    caller(token);
    assertThat(userReads).hasValue(1);
    nowMs.addAndGet(600_000);
    refusesAccess(token);
  }

  @Test
  void refusesAnUnknownUser() {
    refusesAccess(tokens.access(CannedAnswers.OTHER, "buyer"));
  }

  @Test
  void refusesTokensWithoutASignature() {
    JsonObject none = tokens.accessHeader().put("alg", "none");
    String content = TestTokens.content(none, claims());
    refusesAccess(content);
    refusesAccess(content + ".");
    refusesAccess(content + ".AAAA");
    String good = tokens.access(USER, "buyer");
    refusesAccess(good.substring(0, good.lastIndexOf('.') + 1));
  }

  @Test
  void refusesAnHmacThatIsMadeWithThePublicKey() {
    JsonObject header = tokens.accessHeader().put("alg", "HS256");
    refusesAccess(TestTokens.hs256(header, claims(), tokens.keyPair.getPublic().getEncoded()));
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(tokens.keyPair.getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----\n";
    refusesAccess(
        TestTokens.hs256(
            header, claims(), pem.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    refusesAccess(TestTokens.hs256(header, claims(), tokens.queueSecret));
    refusesAccess(TestTokens.hs256(tokens.accessHeader(), claims(), tokens.queueSecret));
  }

  @Test
  void refusesAnotherKeysSignature() {
    refusesAccess(TestTokens.rs256(tokens.accessHeader(), claims(), TestTokens.newKeyPair()));
    String good = tokens.access(USER, "buyer");
    String other = tokens.access(CannedAnswers.OPERATOR, "admin");
    refusesAccess(
        other.substring(0, other.lastIndexOf('.')) + good.substring(good.lastIndexOf('.')));
  }

  @Test
  void refusesWrongClaims() {
    refusesAccess(signed(claims().put("aud", "boxoffice-queue")));
    refusesAccess(signed(remove(claims(), "aud")));
    refusesAccess(signed(claims().put("iss", "somebody")));
    refusesAccess(signed(remove(claims(), "iss")));
    refusesAccess(signed(remove(claims(), "exp")));
    refusesAccess(signed(claims().put("exp", "tomorrow")));
    refusesAccess(signed(claims().put("exp", CannedAnswers.NOW_MS / 1_000)));
    refusesAccess(signed(claims().put("nbf", CannedAnswers.NOW_MS / 1_000 + 60)));
    refusesAccess(signed(remove(claims(), "sub")));
    refusesAccess(signed(claims().put("sub", "mina")));
    refusesAccess(signed(claims().put("role", "root")));
    refusesAccess(signed(claims().putNull("exp")));
  }

  @Test
  void refusesWrongHeaders() {
    refusesAccess(
        TestTokens.rs256(tokens.accessHeader().put("typ", "JWT"), claims(), tokens.keyPair));
    refusesAccess(TestTokens.rs256(remove(tokens.accessHeader(), "typ"), claims(), tokens.keyPair));
    refusesAccess(
        TestTokens.rs256(
            tokens.accessHeader().put("crit", new io.vertx.core.json.JsonArray().add("x")),
            claims(),
            tokens.keyPair));
  }

  @Test
  void refusesWhatIsNoToken() {
    for (String text : List.of("", "x", "a.b", "a.b.c", "....", "a.b.c.d", "\u0000", "é.é.é")) {
      refusesAccess(text);
    }
    refusesAccess("a".repeat(100_000));
    refusesAccess(tokens.access(USER, "buyer") + "A".repeat(5_000));
    for (String header : List.of("Basic abc", "Bearer", "Token x.y.z", "")) {
      assertThatThrownBy(() -> accessTokens.authenticate(header).await())
          .isInstanceOf(Refusal.class);
    }
    assertThatThrownBy(() -> accessTokens.authenticate(null).await()).isInstanceOf(Refusal.class);
  }

  @Test
  void keepsTheKindsApart() {
    refusesAccess(tokens.queue(USER, CONCERT));
    refusesQueue(tokens.access(USER, "buyer"), ErrorCode.QUEUE_TOKEN_INVALID);
    JsonObject both = tokens.queueClaims(USER, CONCERT).put("role", "admin");
    refusesAccess(TestTokens.hs256(tokens.queueHeader(), both, tokens.queueSecret));
  }

  @Test
  void takesAGoodQueueTokenOfItsOwnerOnly() {
    Caller caller = new Caller(USER, UserRole.BUYER, Long.MAX_VALUE);
    assertThat(queueTokens.placeOf(tokens.queue(USER, CONCERT), caller).await())
        .isEqualTo(new PlaceKey(CONCERT, USER, 1, 7));
    refusesQueue(tokens.queue(CannedAnswers.OTHER, CONCERT), ErrorCode.QUEUE_TOKEN_INVALID);
    refusesQueue(null, ErrorCode.QUEUE_TOKEN_INVALID);
  }

  @Test
  void refusesBadQueueTokens() {
    byte[] secret = tokens.queueSecret;
    JsonObject good = tokens.queueClaims(USER, CONCERT);
    JsonObject header = tokens.queueHeader();
    for (String claim : List.of("sub", "cid", "ep", "seq", "exp", "aud", "iss")) {
      JsonObject without = remove(good.copy(), claim);
      refusesQueue(TestTokens.hs256(header, without, secret), ErrorCode.QUEUE_TOKEN_INVALID);
    }
    refusesQueue(
        TestTokens.hs256(
            header,
            good,
            "another secret of 32 bytes......"
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
        ErrorCode.QUEUE_TOKEN_INVALID);
    refusesQueue(
        TestTokens.content(header.copy().put("alg", "none"), good) + ".",
        ErrorCode.QUEUE_TOKEN_INVALID);
    JsonObject ended = good.copy().put("exp", CannedAnswers.NOW_MS / 1_000 - 1);
    refusesQueue(TestTokens.hs256(header, ended, secret), ErrorCode.QUEUE_TOKEN_EXPIRED);
    String forged = TestTokens.hs256(header, ended, new byte[32]);
    refusesQueue(forged, ErrorCode.QUEUE_TOKEN_INVALID);
  }

  @Test
  void endsARememberedQueueTokenOnTheOneClock() {
    String token = tokens.queue(USER, CONCERT);
    Caller caller = new Caller(USER, UserRole.BUYER, Long.MAX_VALUE);
    queueTokens.placeOf(token, caller).await();
    nowMs.addAndGet(600_000);
    refusesQueue(token, ErrorCode.QUEUE_TOKEN_EXPIRED);
  }

  @Test
  void readsTheKeysAgainWhereATokenNamesANewOne() {
    KeyPair second = TestTokens.newKeyPair();
    served.set(
        new VerificationKeys(
            List.of(
                TestTokens.jwk(tokens.keyPair, "k1").encode(),
                TestTokens.jwk(second, "k2").encode()),
            tokens.keys().queueSecret()));
    String token = TestTokens.rs256(tokens.accessHeader().put("kid", "k2"), claims(), second);
    refusesAccess(token);
    assertThat(keyReads).as("a moment after the last read").hasValue(1);
    nowMs.addAndGet(5_000);
    assertThat(caller(token).userId()).isEqualTo(USER);
    assertThat(keyReads).hasValue(2);
    refusesAccess(TestTokens.rs256(tokens.accessHeader().put("kid", "k3"), claims(), second));
    assertThat(keyReads).as("strangers cannot make it read more often").hasValue(2);
  }

  @Test
  void believesNoTokenAnyMoreWhoseKeyWasTakenAway() {
    String token = tokens.access(USER, "buyer");
    String place = tokens.queue(USER, CONCERT);
    Caller caller = caller(token);
    queueTokens.placeOf(place, caller).await();
    served.set(
        new VerificationKeys(
            List.of(TestTokens.jwk(TestTokens.newKeyPair(), "k2").encode()),
            new TestTokens(0).keys().queueSecret().replace('M', 'N')));
    nowMs.addAndGet(5_000);
    keyring.refresh().await();

    refusesAccess(token);
    refusesQueue(place, ErrorCode.QUEUE_TOKEN_INVALID);
  }

  @Test
  void keysThatAreStillTheSameCostNobodyAVerification() {
    String token = tokens.access(USER, "buyer");
    caller(token);
    nowMs.addAndGet(5_000);
    keyring.refresh().await();

    caller(token);

    assertThat(keyReads).hasValue(2);
    assertThat(userReads).as("verified once").hasValue(1);
  }

  @Test
  void doesNotStartWithoutUsableKeys() {
    String secret = tokens.keys().queueSecret();
    for (String bad :
        List.of(
            "{}",
            "no json",
            "{\"kty\":\"RSA\"}",
            "{\"kty\":\"RSA\",\"n\":\"AQ\",\"e\":\"AQAB\",\"kid\":\"x\"}",
            "{\"kty\":\"oct\",\"k\":\"AAAA\",\"alg\":\"HS256\"}")) {
      VerificationKeys keys = new VerificationKeys(List.of(bad), secret);
      assertThatThrownBy(() -> keyring.build(keys).await()).as(bad).isInstanceOf(Exception.class);
    }
    VerificationKeys weak =
        new VerificationKeys(List.of(TestTokens.jwk(tokens.keyPair, "k1").encode()), "AAAA");
    assertThatThrownBy(() -> keyring.build(weak).await()).hasMessageContaining("256 bits");
  }

  private static JsonObject remove(JsonObject json, String member) {
    json.remove(member);
    return json;
  }
}
