package io.boxoffice.account;

/**
 * What the account service may be told.
 *
 * @param issuer the tokens' {@code iss}
 * @param accessTokenTtlSeconds how long an access token is good
 * @param passwordIterations PBKDF2 rounds of new hashes; old ones keep theirs
 * @param passwordThreads how many passwords are hashed at one time
 * @param maxPasswordsWaiting how many more may wait for a thread; past that SERVICE_UNAVAILABLE
 * @param maxLogInFailuresPerMinute of one name, on one node; past that RATE_LIMITED
 * @param walletCurrency the ISO 4217 code of new users' wallets
 */
public record AccountConfig(
    String issuer,
    int accessTokenTtlSeconds,
    int passwordIterations,
    int passwordThreads,
    int maxPasswordsWaiting,
    int maxLogInFailuresPerMinute,
    String walletCurrency) {
  private static final int MIN_ITERATIONS = 1_000;
  private static final int MAX_ITERATIONS = 10_000_000;

  public AccountConfig {
    if (issuer.isBlank()) {
      throw new IllegalArgumentException("the issuer must not be blank");
    }
    if (passwordIterations < MIN_ITERATIONS || passwordIterations > MAX_ITERATIONS) {
      throw new IllegalArgumentException(
          "password iterations must be " + MIN_ITERATIONS + " to " + MAX_ITERATIONS);
    }
    if (accessTokenTtlSeconds < 1
        || passwordThreads < 1
        || maxPasswordsWaiting < 0
        || maxLogInFailuresPerMinute < 1) {
      throw new IllegalArgumentException("limits must be positive: " + issuer);
    }
  }

  /** 12 hours of token, 210,000 rounds, two threads with 100 waiting, 10 failures a minute, won. */
  public static AccountConfig defaults() {
    return new AccountConfig("boxoffice", 43_200, 210_000, 2, 100, 10, "KRW");
  }

  /** The same with another number of rounds; tests want few. */
  public AccountConfig withPasswordIterations(int iterations) {
    return new AccountConfig(
        issuer,
        accessTokenTtlSeconds,
        iterations,
        passwordThreads,
        maxPasswordsWaiting,
        maxLogInFailuresPerMinute,
        walletCurrency);
  }
}
