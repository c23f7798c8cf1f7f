package io.boxoffice.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/**
 * The name of a request in the logs of every node.
 *
 * <p>It is the trace id of the client's {@code traceparent} where that is valid, else a new one.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 */
final class Trace {
  private static final String KEY = "traceId";
  private static final byte[] HEX = AsciiText.bytes("0123456789abcdef");

  /** Of a long in hexadecimal. */
  private static final int DIGITS = 16;

  private static final Pattern PARENT =
      Pattern.compile(
          "^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private Trace() {}

  /** Takes or makes the id, and promises it to the client. */
  static void begin(RoutingContext ctx) {
    String id = of(ctx.request());
    ctx.put(KEY, id);
    CommonHeaders.begin(ctx.response(), id);
  }

  static String id(RoutingContext ctx) {
    return ctx.get(KEY);
  }

  static String of(HttpServerRequest request) {
    String parent = request.getHeader("traceparent");
    Matcher matcher = parent == null ? null : PARENT.matcher(parent);
    return matcher != null && matcher.find() ? matcher.group(1) : random();
  }

  private static String random() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    byte[] id = new byte[2 * DIGITS];
    digits(random.nextLong() | 1, id, 0);
    digits(random.nextLong(), id, DIGITS);
    return new String(id, StandardCharsets.ISO_8859_1);
  }

  private static void digits(long number, byte[] into, int at) {
    long rest = number;
    for (int i = at + DIGITS - 1; i >= at; i--) {
      into[i] = HEX[(int) (rest & 15)];
      rest >>>= 4;
    }
  }

  /** Logs with the id at hand for the log's layout. */
  static void logging(String traceId, Runnable log) {
    MDC.put(KEY, traceId);
    try {
      log.run();
    } finally {
      MDC.remove(KEY);
    }
  }
}
