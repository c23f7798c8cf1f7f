package io.boxoffice.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** The headers' names and values that most answers have, prepared for the wire. */
final class CommonHeaders {
  static final CharSequence ACCEPT = HttpHeaders.createOptimized("accept");
  static final CharSequence ACCEPT_ENCODING = HttpHeaders.createOptimized("accept-encoding");
  static final CharSequence AUTHORIZATION = HttpHeaders.createOptimized("authorization");
  static final CharSequence CACHE_CONTROL = HttpHeaders.createOptimized("Cache-Control");
  static final CharSequence CONTENT_ENCODING = HttpHeaders.createOptimized("Content-Encoding");
  static final CharSequence CONTENT_LENGTH = HttpHeaders.createOptimized("content-length");
  static final CharSequence CONTENT_TYPE = HttpHeaders.createOptimized("Content-Type");
  static final CharSequence ETAG = HttpHeaders.createOptimized("ETag");
  static final CharSequence HOST = HttpHeaders.createOptimized("host");
  static final CharSequence IF_NONE_MATCH = HttpHeaders.createOptimized("if-none-match");
  static final CharSequence LOCATION = HttpHeaders.createOptimized("Location");
  static final CharSequence QUEUE_TOKEN = HttpHeaders.createOptimized("queue-token");
  static final CharSequence TRACE_ID = HttpHeaders.createOptimized("Trace-Id");
  static final CharSequence TRANSFER_ENCODING = HttpHeaders.createOptimized("transfer-encoding");
  static final CharSequence VARY = HttpHeaders.createOptimized("Vary");

  static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  static final CharSequence PRIVATE_NO_CACHE = HttpHeaders.createOptimized("private, no-cache");
  static final CharSequence BY_ENCODING = HttpHeaders.createOptimized("Accept-Encoding");
  static final CharSequence GZIP = HttpHeaders.createOptimized("gzip");

  private static final CharSequence TYPE_OPTIONS =
      HttpHeaders.createOptimized("X-Content-Type-Options");
  private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");
  private static final CharSequence REFERRER_POLICY =
      HttpHeaders.createOptimized("Referrer-Policy");
  private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");

  private CommonHeaders() {}

  /** What every answer says. */
  static void begin(HttpServerResponse response, String traceId) {
    response
        .putHeader(TRACE_ID, traceId)
        .putHeader(TYPE_OPTIONS, NO_SNIFF)
        .putHeader(REFERRER_POLICY, NO_REFERRER);
  }
}
