package io.boxoffice.http;

import static io.boxoffice.shared.id.Tsids.format;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.id.Tsids;
import io.boxoffice.shared.messages.IdempotencyKey;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One request to the exercise's own API, its fields checked as they are read.
 *
 * <p>What cannot be read fails with VALIDATION_FAILED; the call's own words are added where the
 * refusal is answered.
 *
 * @param caller who the access token says it is; null where none was sent
 * @param body empty where the call has none
 */
record ClassicRequest(ClassicCall call, HttpServerRequest http, Caller caller, JsonObject body) {
  private static final Pattern DATE = Pattern.compile("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
  private static final Pattern ORDINAL = Pattern.compile("^[0-9]{1,9}$");
  private static final Pattern KEY = Pattern.compile("^[!-~]{1,255}$");
  private static final long MAX_CHARGE = 10_000_000;

  /** The body without fields that the call does not have; a misspelt one must not be ignored. */
  ClassicRequest only(String... fields) {
    if (!Set.of(fields).containsAll(body.fieldNames())) {
      throw invalid();
    }
    return this;
  }

  String text(String field) {
    if (body.getValue(field) instanceof String text) {
      return text;
    }
    throw invalid();
  }

  /** A queue token; null where none was sent, which is as good as a bad one. */
  String token(String field) {
    return body.getValue(field) instanceof String text ? text : null;
  }

  /** A query parameter that was sent once; null where it was not sent. */
  String query(String name) {
    List<String> values = parameters().getAll(name);
    if (values.size() > 1) {
      throw invalid();
    }
    return values.isEmpty() ? null : values.get(0);
  }

  /** Decoded where they are first asked for, so that a bad one is found out here. */
  private MultiMap parameters() {
    try {
      return http.params();
    } catch (IllegalArgumentException undecodable) {
      throw invalid();
    }
  }

  /** The concert that was chosen; null where the request leaves the choice to the server. */
  Long concertId() {
    if (!body.containsKey("concertId")) {
      return null;
    }
    return Tsids.parse(text("concertId"))
        .orElseThrow(() -> new Refusal(ErrorCode.CONCERT_NOT_FOUND));
  }

  long reservationId() {
    return Tsids.parse(text("reservationId"))
        .orElseThrow(() -> new Refusal(ErrorCode.RESERVATION_NOT_FOUND));
  }

  /** A day that is in the calendar, written {@code yyyy-mm-dd}. */
  static String date(String text) {
    if (text == null || !DATE.matcher(text).matches()) {
      throw invalid();
    }
    try {
      return LocalDate.parse(text).toString();
    } catch (DateTimeException e) {
      throw invalid();
    }
  }

  /** The seat's place in the plan, as a whole JSON number or a text of digits. */
  int seatNumber() {
    Object number = body.getValue("seatNumber");
    boolean written = number instanceof Long || number instanceof String;
    if (!written || !ORDINAL.matcher(number.toString()).matches()) {
      throw invalid();
    }
    return Integer.parseInt(number.toString());
  }

  /** An amount that one charge may have. */
  long amountMinor() {
    if (body.getValue("amount") instanceof Long amount && amount >= 1 && amount <= MAX_CHARGE) {
      return amount;
    }
    throw invalid();
  }

  /** The client's key, or one that nobody can send again: then a repeat is a new request. */
  IdempotencyKey key(long userId) {
    List<String> sent = http.headers().getAll(Call.KEY_HEADER);
    if (sent.size() > 1 || (sent.size() == 1 && !KEY.matcher(sent.get(0)).matches())) {
      throw invalid();
    }
    String key = sent.isEmpty() ? "classic-" + UUID.randomUUID() : sent.get(0);
    return new IdempotencyKey(
        userId, call.method().name(), call.path(), key, CanonicalJson.hash(body));
  }

  /** The id as this server writes it. */
  static String id(long id) {
    return format(id);
  }

  private static Refusal invalid() {
    return new Refusal(ErrorCode.VALIDATION_FAILED);
  }
}
