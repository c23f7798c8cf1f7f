package io.boxoffice.admin;

import io.boxoffice.shared.error.ImportPhrase;
import io.boxoffice.shared.error.RequestPhrase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads the members of one JSON object and notes what is wrong with them, so that one reading finds
 * every fault. A member that is null counts as absent. Lengths are in Unicode code points.
 */
final class Fields {
  /** The last millisecond of the year 9999: what four digits of a year can say. */
  static final long MAX_TIME_MS = 253_402_300_799_999L;

  private final JsonObject json;
  private final String pointer;
  private final ImportErrors errors;

  Fields(JsonObject json, String pointer, ImportErrors errors) {
    this.json = json;
    this.pointer = pointer;
    this.errors = errors;
  }

  String pointer(String name) {
    return ImportErrors.below(pointer, name);
  }

  boolean has(String name) {
    return json.getValue(name) != null;
  }

  void refuseOthers(Set<String> known) {
    for (String name : json.fieldNames()) {
      if (!known.contains(name)) {
        errors.add(pointer(name), RequestPhrase.FIELD_UNKNOWN);
      }
    }
  }

  /** Text that must be there. */
  Optional<String> text(String name, int minLength, int maxLength) {
    Object value = json.getValue(name);
    if (value == null) {
      errors.add(pointer(name), RequestPhrase.FIELD_MISSING);
      return Optional.empty();
    }
    return label(name, value, minLength, maxLength);
  }

  /** Text, or the default where it is absent. */
  Optional<String> text(String name, int minLength, int maxLength, String absent) {
    Object value = json.getValue(name);
    return value == null ? Optional.of(absent) : label(name, value, minLength, maxLength);
  }

  private Optional<String> label(String name, Object value, int minLength, int maxLength) {
    if (!(value instanceof String text)) {
      errors.add(pointer(name), RequestPhrase.TEXT_WANTED);
      return Optional.empty();
    }
    int length = text.codePointCount(0, text.length());
    if (length < minLength || length > maxLength || (minLength > 0 && text.isBlank())) {
      errors.add(pointer(name), RequestPhrase.LENGTH, minLength, maxLength);
      return Optional.empty();
    }
    if (text.codePoints().anyMatch(Fields::isControl)) {
      errors.add(pointer(name), RequestPhrase.ONE_LINE_WANTED);
      return Optional.empty();
    }
    return Optional.of(text);
  }

  /** A whole number in a range, or the default where it is absent; the minimum where it is bad. */
  int whole(String name, int min, int max, int absent) {
    return has(name) ? (int) whole(name, (long) min, max).orElse(min) : absent;
  }

  /** A whole number that must be there. */
  OptionalLong whole(String name, long min, long max) {
    Object value = json.getValue(name);
    if (value instanceof Number number) {
      try {
        long exact = new BigDecimal(number.toString()).longValueExact();
        if (exact >= min && exact <= max) {
          return OptionalLong.of(exact);
        }
      } catch (ArithmeticException | NumberFormatException e) {
        // A fraction, or past any long: refused below with the rest.
      }
    }
    if (value == null) {
      errors.add(pointer(name), RequestPhrase.FIELD_MISSING);
    } else {
      errors.add(pointer(name), ImportPhrase.WHOLE_IN_RANGE, min, max);
    }
    return OptionalLong.empty();
  }

  /** A time in milliseconds that must be there; finer parts are cut off. */
  OptionalLong time(String name) {
    Object value = json.getValue(name);
    if (value instanceof String text && text.length() <= 40) {
      try {
        long ms = OffsetDateTime.parse(text).toInstant().toEpochMilli();
        if (ms >= 0 && ms <= MAX_TIME_MS) {
          return OptionalLong.of(ms);
        }
      } catch (DateTimeException | ArithmeticException e) {
        // No time, or past any long: refused below with the rest.
      }
    }
    errors.add(
        pointer(name), value == null ? RequestPhrase.FIELD_MISSING : ImportPhrase.TIME_IN_RANGE);
    return OptionalLong.empty();
  }

  /** An object that must be there. */
  Optional<JsonObject> object(String name) {
    Object value = json.getValue(name);
    if (value instanceof JsonObject object) {
      return Optional.of(object);
    }
    errors.add(
        pointer(name), value == null ? RequestPhrase.FIELD_MISSING : RequestPhrase.OBJECT_WANTED);
    return Optional.empty();
  }

  /** An array that must be there; an empty one where it is not. */
  JsonArray array(String name) {
    Object value = json.getValue(name);
    if (value instanceof JsonArray array) {
      return array;
    }
    errors.add(
        pointer(name), value == null ? RequestPhrase.FIELD_MISSING : RequestPhrase.LIST_WANTED);
    return new JsonArray();
  }

  /** An element of an array member, which must be an object. */
  Optional<Fields> element(String name, JsonArray array, int index) {
    String at = pointer(name) + "/" + index;
    if (array.getValue(index) instanceof JsonObject object) {
      return Optional.of(new Fields(object, at, errors));
    }
    errors.add(at, RequestPhrase.OBJECT_WANTED);
    return Optional.empty();
  }

  private static boolean isControl(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL || type == Character.SURROGATE;
  }
}
