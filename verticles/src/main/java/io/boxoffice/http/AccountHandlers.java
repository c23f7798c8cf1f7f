package io.boxoffice.http;

import static io.boxoffice.shared.id.Tsids.format;

import io.boxoffice.shared.bus.BusClient;
import io.boxoffice.shared.messages.AccountMessages.LogIn;
import io.boxoffice.shared.messages.AccountMessages.SignUp;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Function;

/** Sign-up, login and the public keys. */
final class AccountHandlers {
  private final BusClient bus;
  private final Keyring keyring;

  AccountHandlers(BusClient bus, Keyring keyring) {
    this.bus = bus;
    this.keyring = keyring;
  }

  Map<String, Function<Call, Future<Answer>>> byOperation() {
    return Map.of("signUp", this::signUp, "logIn", this::logIn, "readJwks", this::readJwks);
  }

  private Future<Answer> signUp(Call call) {
    return bus.ask(new SignUp(call.body().getString("name"), call.body().getString("password")))
        .map(
            user ->
                Answer.of(
                    201,
                    new JsonObject()
                        .put("userId", format(user.userId()))
                        .put("name", user.name())));
  }

  private Future<Answer> logIn(Call call) {
    return bus.ask(new LogIn(call.body().getString("name"), call.body().getString("password")))
        .map(
            token ->
                Answer.ok(
                    new JsonObject()
                        .put("accessToken", token.token())
                        .put("tokenType", "Bearer")
                        .put("expiresAt", Views.time(token.expiresAtMs()))
                        .put("userId", format(token.userId()))));
  }

  private Future<Answer> readJwks(Call call) {
    return Future.succeededFuture(Answer.ok(keyring.keys().jwks()).cached("public, max-age=60"));
  }
}
