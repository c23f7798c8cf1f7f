package io.boxoffice.http;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.RequestPhrase;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * Reads request bodies within a cap and a time.
 *
 * <p>A request is paused until its caller is known, so that nobody can make the node keep 32 MiB
 * without a token. What a refused client goes on sending is thrown away up to {@value #DRAIN_BYTES}
 * bytes, so that it can read its answer; then the connection is closed.
 */
final class Bodies {
  private static final int DRAIN_BYTES = 4 * 1024 * 1024;

  private final Vertx vertx;
  private final long timeoutMs;

  Bodies(Vertx vertx, long timeoutMs) {
    this.vertx = vertx;
    this.timeoutMs = timeoutMs;
  }

  /** Fails with PAYLOAD_TOO_LARGE as soon as the body is known to be. */
  Future<Buffer> read(HttpServerRequest request, int cap) {
    if (announced(request) > cap) {
      return Future.failedFuture(tooLarge(cap));
    }
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      request.response().writeContinue().onFailure(gone -> request.connection().close());
    }
    Promise<Buffer> promise = Promise.promise();
    Buffer body = Buffer.buffer();
    request.handler(
        chunk -> {
          if (body.length() + chunk.length() > cap) {
            request.pause();
            promise.tryFail(tooLarge(cap));
          } else {
            body.appendBuffer(chunk);
          }
        });
    request.endHandler(end -> promise.tryComplete(body));
    request.exceptionHandler(
        gone -> promise.tryFail(Violations.refusal("#", RequestPhrase.BODY_BROKE_OFF)));
    request.resume();
    // Most bodies have come with their heads, and need nobody to watch the time.
    return promise.future().isComplete() ? promise.future() : watched(request, promise);
  }

  private Future<Buffer> watched(HttpServerRequest request, Promise<Buffer> promise) {
    long timer =
        vertx.setTimer(
            timeoutMs,
            late -> {
              if (promise.tryFail(Violations.refusal("#", RequestPhrase.BODY_LATE))) {
                request.connection().close();
              }
            });
    return promise.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  /** Whether the request's head says that no body follows. */
  static boolean isNone(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return length == null
        ? request.version() != HttpVersion.HTTP_2
            && !request.headers().contains("Transfer-Encoding")
        : length.equals("0");
  }

  /** Lets go of what is still coming, so that the answer can be read. */
  static void drain(HttpServerRequest request) {
    if (request.isEnded()) {
      return;
    }
    long[] drained = {0};
    request.handler(
        chunk -> {
          drained[0] += chunk.length();
          if (drained[0] > DRAIN_BYTES) {
            request.connection().close();
          }
        });
    request.resume();
  }

  private static long announced(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    try {
      return length == null ? 0 : Long.parseLong(length.trim());
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private static Refusal tooLarge(int cap) {
    return new Refusal(ErrorCode.PAYLOAD_TOO_LARGE, RequestPhrase.BODY_TOO_LARGE.sentence(cap));
  }
}
