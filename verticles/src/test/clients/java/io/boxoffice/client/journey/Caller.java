package io.boxoffice.client.journey;

import io.boxoffice.client.ApiClient;
import io.boxoffice.client.ApiException;
import io.boxoffice.client.api.AccountsApi;
import io.boxoffice.client.api.ConcertsApi;
import io.boxoffice.client.api.OperatorsApi;
import io.boxoffice.client.api.QueueApi;
import io.boxoffice.client.api.ReservationsApi;
import io.boxoffice.client.api.WalletApi;
import io.boxoffice.client.model.LogIn;

/**
 * One user of the generated client, with the tokens that it has so far.
 *
 * @param url the node's, without {@code /api/v1}
 * @param accessToken or null
 * @param queueToken or null
 */
record Caller(String url, String accessToken, String queueToken) {
  static Caller anonymous(String url) {
    return new Caller(url, null, null);
  }

  Caller loggedIn(String name, String password) throws ApiException {
    LogIn credentials = new LogIn().name(name).password(password);
    return new Caller(url, accounts().logIn(credentials).getAccessToken(), null);
  }

  Caller withPlace(String token) {
    return new Caller(url, accessToken, token);
  }

  AccountsApi accounts() {
    return new AccountsApi(client("/api/v1"));
  }

  /** The calls that the node serves outside the API's base path. */
  AccountsApi root() {
    return new AccountsApi(client(""));
  }

  ConcertsApi concerts() {
    return new ConcertsApi(client("/api/v1"));
  }

  QueueApi queue() {
    return new QueueApi(client("/api/v1"));
  }

  ReservationsApi reservations() {
    return new ReservationsApi(client("/api/v1"));
  }

  WalletApi wallet() {
    return new WalletApi(client("/api/v1"));
  }

  OperatorsApi operators() {
    return new OperatorsApi(client("/api/v1"));
  }

  private ApiClient client(String basePath) {
    ApiClient client = new ApiClient();
    client.updateBaseUri(url + basePath);
    client.setRequestInterceptor(
        request -> {
          if (accessToken != null) {
            request.header("Authorization", "Bearer " + accessToken);
          }
          if (queueToken != null) {
            request.header("Queue-Token", queueToken);
          }
        });
    return client;
  }
}
