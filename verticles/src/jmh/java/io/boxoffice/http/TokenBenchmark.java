package io.boxoffice.http;

import io.boxoffice.shared.messages.AccountMessages.UserRole;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to believe a token: the first time, and once it is remembered. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TokenBenchmark {
  private static final long NOW_MS = 1_800_000_000_000L;
  private static final long USER = 1L << 40;
  private static final int REMEMBERED = 100_000;

  private Vertx vertx;
  private Keyring.Keys keys;
  private SignedTokens accessTokens;
  private SignedTokens queueTokens;
  private String access;
  private String queue;
  private VerifiedCallers callers;
  private String[] headers;
  private int next;

  /** Makes keys, tokens and the memory of those that were verified. */
  @Setup
  public void fill() {
    vertx = Vertx.vertx();
    TestTokens tokens = new TestTokens(NOW_MS);
    keys = new Keyring(vertx, null, () -> NOW_MS, () -> {}).build(tokens.keys()).await();
    accessTokens =
        new SignedTokens(
            "RS256", AccessTokens.TYPE, AccessTokens.AUDIENCE, TestTokens.ISSUER, () -> NOW_MS);
    queueTokens =
        new SignedTokens(
            "HS256", QueueTokens.TYPE, QueueTokens.AUDIENCE, TestTokens.ISSUER, () -> NOW_MS);
    access = tokens.access(USER, "buyer");
    queue = tokens.queue(USER, 7);
    callers = new VerifiedCallers(REMEMBERED);
    headers = new String[REMEMBERED];
    Random random = new Random(1);
    byte[] signature = new byte[256];
    for (int i = 0; i < REMEMBERED; i++) {
      JsonObject claims = tokens.accessClaims(USER + i, "buyer");
      random.nextBytes(signature);
      headers[i] =
          "Bearer "
              + TestTokens.content(tokens.accessHeader(), claims)
              + "."
              + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
      callers.keep(headers[i], new Caller(USER + i, UserRole.BUYER, NOW_MS + 1));
    }
  }

  /** Ends what was started. */
  @TearDown
  public void stop() {
    vertx.close().await();
  }

  /** An access token (RS256) that is new. */
  @Benchmark
  public Future<JsonObject> newAccessToken() {
    return accessTokens.verify(keys.access(), access);
  }

  /** A queue token (HS256) that is new. */
  @Benchmark
  public Future<JsonObject> newQueueToken() {
    return queueTokens.verify(keys.queue(), queue);
  }

  /** One of a hundred thousand access tokens that were verified. */
  @Benchmark
  public Caller rememberedToken() {
    next = next + 1 == headers.length ? 0 : next + 1;
    // Each request has a text of its own, whose hash is not known yet.
    return callers.find(new String(headers[next].toCharArray()), NOW_MS);
  }
}
