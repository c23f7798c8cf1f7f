package io.boxoffice.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.store.KeyStore.Kind;
import io.boxoffice.store.KeyStore.SigningKey;
import io.boxoffice.support.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyStoreIT {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(20, SECONDS);
  }

  @Test
  void ofFiftyNodesWithKeysOfTheirOwnOneWinsAndAllSeeIt() throws Exception {
    String name = TestPostgres.newDatabase();
    Database database = new Database(TestPostgres.pool(vertx, name, 50));
    KeyStore store = new KeyStore(database);
    List<Future<List<SigningKey>>> nodes = new ArrayList<>();
    for (int node = 0; node < 50; node++) {
      nodes.add(
          store.insertMissing(List.of(key(node, Kind.ACCESS_RS256), key(node, Kind.QUEUE_HS256))));
    }
    Future.all(nodes).await(60, SECONDS);

    List<SigningKey> stored = store.readAll().await(20, SECONDS);
    assertThat(stored)
        .extracting(SigningKey::kind)
        .containsExactlyInAnyOrder(Kind.ACCESS_RS256, Kind.QUEUE_HS256);
    assertThat(nodes).extracting(Future::result).containsOnly(stored);
  }

  @Test
  void aNodeThatComesLaterChangesNothing() throws Exception {
    KeyStore store = new KeyStore(TestPostgres.freshDatabase(vertx));
    List<SigningKey> first =
        store.insertMissing(List.of(key(1, Kind.ACCESS_RS256))).await(20, SECONDS);

    List<SigningKey> second =
        store
            .insertMissing(List.of(key(2, Kind.ACCESS_RS256), key(2, Kind.QUEUE_HS256)))
            .await(20, SECONDS);

    assertThat(first).containsExactly(key(1, Kind.ACCESS_RS256));
    assertThat(second).containsExactly(key(1, Kind.ACCESS_RS256), key(2, Kind.QUEUE_HS256));
  }

  private static SigningKey key(int node, Kind kind) {
    return new SigningKey(kind + "-" + node, kind, new JsonObject().put("k", "secret" + node));
  }
}
