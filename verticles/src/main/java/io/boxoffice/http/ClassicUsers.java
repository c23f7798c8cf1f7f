package io.boxoffice.http;

import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.id.Tsids;
import io.boxoffice.shared.messages.AccountMessages.FindUser;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;

/**
 * Decides whether the {@code userId} of a request is believed.
 *
 * <p>An access token proves it; another's id is answered like one that nobody has. Without a token
 * it is believed only where the configuration says so, which needs a loopback address, and only of
 * requests that name this machine: a page from elsewhere that had its own name resolve to it is not
 * believed.
 */
final class ClassicUsers {
  private static final Pattern LOOPBACK =
      Pattern.compile("^(localhost|127(\\.[0-9]{1,3}){3}|\\[::1]|::1)$", Pattern.CASE_INSENSITIVE);

  private final BusClient bus;
  private final boolean trusting;

  ClassicUsers(BusClient bus, boolean trusting) {
    this.bus = bus;
    this.trusting = trusting;
  }

  /**
   * Fails with ACCESS_TOKEN_INVALID where nothing proves, and nothing need not prove, who calls.
   */
  Future<Void> requireProof(HttpServerRequest request, Caller caller) {
    boolean here =
        request.authority() != null && LOOPBACK.matcher(request.authority().host()).matches();
    return caller != null || (trusting && here)
        ? Future.succeededFuture()
        : Future.failedFuture(new Refusal(ErrorCode.ACCESS_TOKEN_INVALID));
  }

  /** The user of that id, after {@link #requireProof}. Fails with USER_NOT_FOUND. */
  Future<Long> named(ClassicRequest request, String text) {
    long userId = Tsids.parse(text).orElseThrow(() -> new Refusal(ErrorCode.USER_NOT_FOUND));
    if (request.caller() != null && request.caller().userId() != userId) {
      return Future.failedFuture(new Refusal(ErrorCode.USER_NOT_FOUND));
    }
    return bus.ask(new FindUser(userId)).map(user -> user.userId());
  }
}
