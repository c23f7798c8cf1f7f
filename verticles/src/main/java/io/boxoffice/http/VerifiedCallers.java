package io.boxoffice.http;

/**
 * Whom the access tokens that were verified name, by the {@code Authorization} header that they
 * came in.
 *
 * <p>Verifying asks the database whether the user exists, and who was known on one connection must
 * stay known on another while the database is away. At most as many as told are kept, each until
 * its token's end, all of them until the keys change. Safe for use from any thread.
 */
final class VerifiedCallers {
  /** Who brings a header line. */
  static final class Named extends TokenMemory.Remembered {
    private final Caller caller;

    private Named(String authorization, Caller caller) {
      super(authorization);
      this.caller = caller;
    }

    Caller caller() {
      return caller;
    }
  }

  private final TokenMemory<Named> byHeader;

  VerifiedCallers(int maximum) {
    byHeader = new TokenMemory<>(maximum);
  }

  /** The caller of a token that was verified and has not ended; null where it is not known. */
  Caller find(String authorization, long nowMs) {
    Named named = named(authorization, nowMs);
    return named == null ? null : named.caller;
  }

  /** The same, with the header line. */
  Named named(String authorization, long nowMs) {
    Named known = byHeader.get(authorization);
    if (known != null && known.caller.expiresAtMs() <= nowMs) {
      byHeader.remove(authorization);
      return null;
    }
    return known;
  }

  void keep(String authorization, Caller caller) {
    byHeader.put(new Named(authorization, caller));
  }

  /** The keys have changed: every token must be verified again. */
  void forget() {
    byHeader.clear();
  }
}
