package io.boxoffice.sale;

import io.boxoffice.support.PlainHttp;
import io.boxoffice.support.TestNode;
import io.boxoffice.support.TestPostgres;
import io.boxoffice.support.TestSale;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * A node for each class of tests that serves the exercise's own API and believes a bare user id.
 */
abstract class OnClassicNode {
  static final String BAD_TOKEN = "401 {\"error\":\"잘못되었거나 이미 만료된 토큰입니다.\"}";
  static final String BAD_PARAMETERS = "400 {\"error\":\"잘못된 형식의 요청 파라미터입니다.\"}";
  static final String UNKNOWN_USER = "400 {\"error\":\"잘못된 사용자 ID\"}";

  static Vertx vertx;
  static TestNode node;
  static PlainHttp http;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    node =
        TestNode.start(
            TestPostgres.newDatabase(), "--classic.enabled=true", "--classic.trust-user-id=true");
    http = new PlainHttp(node.baseUrl());
  }

  @AfterAll
  static void stop() {
    node.close();
    vertx.close().await();
  }

  static TestSale open(int seats, int capacity) {
    return TestSale.open(
        vertx,
        node.baseUrl(),
        seats,
        new JsonObject().put("queue", new JsonObject().put("capacity", capacity)));
  }
}
