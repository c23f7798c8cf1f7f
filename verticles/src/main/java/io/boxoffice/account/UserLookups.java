package io.boxoffice.account;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.AccountMessages.User;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds users together: when a sale opens, each node is asked for everybody at once, and a
 * statement for each would take longer than their joins. While one is under way the next ones
 * gather, so nobody waits for others to come. Runs on one context.
 */
final class UserLookups {
  /** So many in one statement; more wait for the next. */
  static final int MOST = 500;

  private final Vertx vertx;
  private final Function<List<Long>, Future<List<User>>> read;
  private final Map<Long, Promise<User>> waiting = new LinkedHashMap<>();
  private boolean busy;

  /**
   * @param read gives those of the users that exist, in any order; of ids that differ
   */
  UserLookups(Vertx vertx, Function<List<Long>, Future<List<User>>> read) {
    this.vertx = vertx;
    this.read = read;
  }

  /** The user as a read that begins later than now finds it. Fails with USER_NOT_FOUND. */
  Future<User> find(long userId) {
    Promise<User> promise = waiting.computeIfAbsent(userId, id -> Promise.promise());
    if (!busy) {
      busy = true;
      vertx.runOnContext(now -> send());
    }
    return promise.future();
  }

  private void send() {
    if (waiting.isEmpty()) {
      busy = false;
      return;
    }
    Map<Long, Promise<User>> asked = new LinkedHashMap<>();
    Iterator<Map.Entry<Long, Promise<User>>> next = waiting.entrySet().iterator();
    while (asked.size() < MOST && next.hasNext()) {
      Map.Entry<Long, Promise<User>> entry = next.next();
      asked.put(entry.getKey(), entry.getValue());
      next.remove();
    }
    read.apply(new ArrayList<>(asked.keySet()))
        .onComplete(
            done -> {
              send();
              if (done.succeeded()) {
                done.result().forEach(user -> asked.remove(user.userId()).complete(user));
                asked.values().forEach(each -> each.fail(new Refusal(ErrorCode.USER_NOT_FOUND)));
              } else {
                asked.values().forEach(each -> each.fail(done.cause()));
              }
            });
  }
}
