package io.boxoffice.http;

import io.boxoffice.cluster.Periodic;
import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.AccountMessages.ReadKeys;
import io.boxoffice.shared.messages.AccountMessages.VerificationKeys;
import io.boxoffice.shared.time.Clock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys that tokens are verified with, read from the account service.
 *
 * <p>A {@link JWTAuth} without a usable key accepts unsigned tokens, so each set of keys must show
 * that it refuses one before it is used. Keys are read again, at most once in {@value
 * #REFRESH_PAUSE_MS} ms, where a token names one that is not known, and every {@value #RENEWAL_MS}
 * ms, since one may have been taken away. Runs on one context.
 */
final class Keyring {
  private static final int REFRESH_PAUSE_MS = 5_000;

  /** A key that is taken away is believed for so long at most. */
  private static final int RENEWAL_MS = 30_000;

  private static final List<String> PUBLIC_MEMBERS = List.of("kty", "n", "e", "kid", "alg", "use");

  /** One set of keys, whole. */
  record Keys(JWTAuth access, JWTAuth queue, Set<String> accessKeyIds, JsonObject jwks) {}

  private final Vertx vertx;
  private final BusClient bus;
  private final Clock clock;
  private final Runnable changed;
  private Keys keys;
  private VerificationKeys source;
  private Periodic renewal;
  private long readAtMs;
  private Future<Keys> reading;

  /**
   * @param changed is told after keys were replaced by others
   */
  Keyring(Vertx vertx, BusClient bus, Clock clock, Runnable changed) {
    this.vertx = vertx;
    this.bus = bus;
    this.clock = clock;
    this.changed = changed;
  }

  /**
   * Reads the first keys; waits while nobody serves them.
   *
   * @param patienceMs how long to wait at most; then it fails with the last refusal
   */
  Future<Void> open(long patienceMs) {
    return open(System.nanoTime(), patienceMs)
        .onSuccess(
            opened -> renewal = Periodic.start(vertx, "renewal of keys", RENEWAL_MS, this::read));
  }

  /** Reads no keys any more. */
  void close() {
    if (renewal != null) {
      renewal.stop();
    }
  }

  private Future<Void> open(long sinceNanos, long patienceMs) {
    return read()
        .<Void>mapEmpty()
        .recover(
            failure -> {
              long waitedMs = (System.nanoTime() - sinceNanos) / 1_000_000;
              boolean again = failure instanceof Refusal refusal && refusal.code().retryable();
              return again && waitedMs < patienceMs
                  ? vertx.timer(250).compose(fired -> open(sinceNanos, patienceMs))
                  : Future.failedFuture(failure);
            });
  }

  /** The keys as they are; {@link #open} has succeeded. */
  Keys keys() {
    return keys;
  }

  /** Gives newer keys, or the same ones where they were read a moment ago or cannot be read now. */
  Future<Keys> refresh() {
    if (reading != null) {
      return reading;
    }
    if (Math.abs(clock.nowMs() - readAtMs) < REFRESH_PAUSE_MS) {
      return Future.succeededFuture(keys);
    }
    readAtMs = clock.nowMs();
    reading = read().otherwise(failure -> keys).onComplete(done -> reading = null);
    return reading == null ? Future.succeededFuture(keys) : reading;
  }

  private Future<Keys> read() {
    return bus.ask(new ReadKeys())
        .compose(
            read ->
                read.equals(source)
                    ? Future.succeededFuture(keys)
                    : build(read).onSuccess(built -> replace(read, built)))
        .onSuccess(fresh -> readAtMs = clock.nowMs());
  }

  private void replace(VerificationKeys read, Keys built) {
    boolean first = source == null;
    source = read;
    keys = built;
    if (!first) {
      changed.run();
    }
  }

  /** Builds the verifiers; fails where a key does not parse or an unsigned token would pass. */
  Future<Keys> build(VerificationKeys source) {
    JWTAuthOptions access = options();
    JsonArray published = new JsonArray();
    Set<String> keyIds = new HashSet<>();
    for (String text : source.accessJwks()) {
      JsonObject jwk = publicPart(text);
      access.addJwk(jwk);
      published.add(jwk);
      if (jwk.containsKey("kid")) {
        keyIds.add(jwk.getString("kid"));
      }
    }
    byte[] secret = Base64.getUrlDecoder().decode(source.queueSecret());
    if (secret.length < 32) {
      return Future.failedFuture(
          new IllegalStateException("the queue tokens' secret is shorter than 256 bits"));
    }
    JWTAuthOptions queue =
        options()
            .addJwk(
                new JsonObject()
                    .put("kty", "oct")
                    .put("alg", "HS256")
                    .put("k", source.queueSecret()));
    Keys built =
        new Keys(
            JWTAuth.create(vertx, access),
            JWTAuth.create(vertx, queue),
            Set.copyOf(keyIds),
            new JsonObject().put("keys", published));
    return refusesUnsigned(built.access())
        .compose(sure -> refusesUnsigned(built.queue()))
        .map(built);
  }

  private static JWTAuthOptions options() {
    return new JWTAuthOptions().setJWTOptions(new JWTOptions().setIgnoreExpiration(true));
  }

  private static JsonObject publicPart(String text) {
    JsonObject source;
    try {
      source = new JsonObject(text);
    } catch (DecodeException e) {
      throw new IllegalStateException("an access key is not JSON", e);
    }
    if (!"RSA".equals(source.getString("kty"))) {
      throw new IllegalStateException("an access key is not an RSA key");
    }
    JsonObject jwk = new JsonObject();
    PUBLIC_MEMBERS.stream()
        .filter(source::containsKey)
        .forEach(member -> jwk.put(member, source.getValue(member)));
    return jwk.put("alg", "RS256").put("use", "sig");
  }

  private static Future<Void> refusesUnsigned(JWTAuth verifier) {
    String unsigned =
        part("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + part("{\"sub\":\"x\"}") + ".";
    return verifier
        .authenticate(new TokenCredentials(unsigned))
        .transform(
            outcome ->
                outcome.succeeded()
                    ? Future.failedFuture(
                        new IllegalStateException("the keys would accept unsigned tokens"))
                    : Future.succeededFuture());
  }

  private static String part(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
