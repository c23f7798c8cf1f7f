package io.boxoffice.http;

import io.boxoffice.shared.error.Phrase;
import io.boxoffice.shared.error.RequestPhrase;
import io.boxoffice.shared.error.Sentence;
import io.boxoffice.shared.error.Violation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One schema of the contract, compiled.
 *
 * <p>It knows the keywords that the contract uses and refuses to compile any other, so that nothing
 * in the contract is silently unchecked. It is stricter than JSON Schema in one point: a whole
 * number must be written as one ({@code 1}, not {@code 1.0} or {@code 1e0}), so that no reader
 * rounds money. It lists every violation, at most {@link Violations#MAX}. Immutable.
 */
final class SchemaCheck {
  private final Set<String> types;
  private final List<Object> allowed;
  private final Number minimum;
  private final Number maximum;
  private final int minLength;
  private final int maxLength;
  private final Pattern pattern;
  private final Sentence form;
  private final boolean dateTime;
  private final int minItems;
  private final int maxItems;
  private final SchemaCheck items;
  private final int minProperties;
  private final int maxProperties;
  private final List<String> required;
  private final Map<String, SchemaCheck> properties;

  /** Where the known properties are below their object: most requests have no others. */
  private final Map<String, String> pointers;

  private final boolean unknownAllowed;
  private final SchemaCheck unknown;
  private final SchemaCheck names;

  SchemaCheck(JsonObject schema, SchemaCompiler compiler) {
    types = compiler.types(schema);
    allowed = schema.containsKey("enum") ? schema.getJsonArray("enum").stream().toList() : null;
    minimum = schema.getNumber("minimum");
    maximum = schema.getNumber("maximum");
    minLength = schema.getInteger("minLength", 0);
    maxLength = schema.getInteger("maxLength", Integer.MAX_VALUE);
    pattern = schema.containsKey("pattern") ? Pattern.compile(schema.getString("pattern")) : null;
    form = pattern == null ? null : Forms.of(pattern.pattern());
    dateTime = "date-time".equals(schema.getString("format"));
    minItems = schema.getInteger("minItems", 0);
    maxItems = schema.getInteger("maxItems", Integer.MAX_VALUE);
    items = compiler.compileMember(schema, "items");
    minProperties = schema.getInteger("minProperties", 0);
    maxProperties = schema.getInteger("maxProperties", Integer.MAX_VALUE);
    required =
        schema.getJsonArray("required", new JsonArray()).stream().map(String.class::cast).toList();
    properties = compiler.compileMembers(schema.getJsonObject("properties", new JsonObject()));
    pointers =
        properties.keySet().stream()
            .collect(Collectors.toMap(name -> name, name -> Violations.child("", name)));
    Object additional = schema.getValue("additionalProperties", true);
    unknownAllowed = !Boolean.FALSE.equals(additional);
    unknown =
        additional instanceof JsonObject
            ? compiler.compileMember(schema, "additionalProperties")
            : null;
    names = compiler.compileMember(schema, "propertyNames");
  }

  /** Whether a parameter of this schema is written as a number or a truth value. */
  boolean takes(String type) {
    return types.contains(type);
  }

  /** Adds everything that is wrong with the value. */
  void check(Object value, String pointer, List<Violation> violations) {
    if (violations.size() >= Violations.MAX) {
      return;
    }
    if (!hasType(value)) {
      add(violations, pointer, wanted());
      return;
    }
    if (allowed != null && !allowed.contains(value)) {
      add(violations, pointer, RequestPhrase.ONE_OF, join(allowed));
    }
    if (value instanceof String text) {
      checkText(text, pointer, violations);
    } else if (value instanceof Number number) {
      checkNumber(number, pointer, violations);
    } else if (value instanceof JsonArray array) {
      checkArray(array, pointer, violations);
    } else if (value instanceof JsonObject object) {
      checkObject(object, pointer, violations);
    }
  }

  private void checkText(String text, String pointer, List<Violation> violations) {
    int length = text.codePointCount(0, text.length());
    if (length < minLength) {
      addTooFew(violations, pointer, RequestPhrase.MIN_LENGTH, minLength);
    } else if (length > maxLength) {
      add(violations, pointer, RequestPhrase.MAX_LENGTH, maxLength);
    } else if (pattern != null && !pattern.matcher(text).find()) {
      add(violations, new Violation(pointer, form));
    } else if (dateTime && !isDateTime(text)) {
      add(violations, pointer, RequestPhrase.NO_SUCH_TIME);
    }
  }

  private void checkNumber(Number number, String pointer, List<Violation> violations) {
    if (minimum != null && compare(number, minimum) < 0) {
      add(violations, pointer, RequestPhrase.MINIMUM, minimum);
    }
    if (maximum != null && compare(number, maximum) > 0) {
      add(violations, pointer, RequestPhrase.MAXIMUM, maximum);
    }
  }

  private void checkArray(JsonArray array, String pointer, List<Violation> violations) {
    if (array.size() < minItems) {
      addTooFew(violations, pointer, RequestPhrase.MIN_ENTRIES, minItems);
    }
    if (array.size() > maxItems) {
      add(violations, pointer, RequestPhrase.MAX_ENTRIES, maxItems);
      return;
    }
    for (int i = 0; items != null && i < array.size(); i++) {
      items.check(array.getValue(i), pointer + "/" + i, violations);
    }
  }

  private void checkObject(JsonObject object, String pointer, List<Violation> violations) {
    for (String name : required) {
      if (!object.containsKey(name)) {
        add(violations, Violations.child(pointer, name), RequestPhrase.FIELD_MISSING);
      }
    }
    if (object.size() < minProperties) {
      addTooFew(violations, pointer, RequestPhrase.MIN_FIELDS, minProperties);
    }
    if (object.size() > maxProperties) {
      add(violations, pointer, RequestPhrase.MAX_FIELDS, maxProperties);
      return;
    }
    for (Map.Entry<String, Object> member : object) {
      SchemaCheck known = properties.get(member.getKey());
      String at =
          known == null
              ? Violations.child(pointer, member.getKey())
              : pointer + pointers.get(member.getKey());
      if (names != null) {
        names.check(member.getKey(), at, violations);
      }
      if (known != null) {
        known.check(member.getValue(), at, violations);
      } else if (!unknownAllowed) {
        add(violations, at, RequestPhrase.FIELD_UNKNOWN);
      } else if (unknown != null) {
        unknown.check(member.getValue(), at, violations);
      }
    }
  }

  private boolean hasType(Object value) {
    for (String type : types) {
      if (isA(value, type)) {
        return true;
      }
    }
    return types.isEmpty();
  }

  private static boolean isA(Object value, String type) {
    return switch (type) {
      case "string" -> value instanceof String;
      case "integer" -> value instanceof Long || value instanceof Integer;
      case "number" -> value instanceof Number;
      case "boolean" -> value instanceof Boolean;
      case "object" -> value instanceof JsonObject;
      case "array" -> value instanceof JsonArray;
      default -> value == null;
    };
  }

  /** Of several types the first is named: the contract writes {@code null} last. */
  private Phrase wanted() {
    return switch (types.iterator().next()) {
      case "string" -> RequestPhrase.TEXT_WANTED;
      case "integer" -> RequestPhrase.WHOLE_WANTED;
      case "number" -> RequestPhrase.NUMBER_WANTED;
      case "boolean" -> RequestPhrase.BOOLEAN_WANTED;
      case "object" -> RequestPhrase.OBJECT_WANTED;
      case "array" -> RequestPhrase.LIST_WANTED;
      default -> RequestPhrase.NULL_WANTED;
    };
  }

  private static boolean isDateTime(String text) {
    try {
      return OffsetDateTime.parse(text) != null;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static int compare(Number a, Number b) {
    boolean whole = !(a instanceof Double) && !(b instanceof Double);
    return whole
        ? Long.compare(a.longValue(), b.longValue())
        : Double.compare(a.doubleValue(), b.doubleValue());
  }

  private static String join(List<Object> values) {
    return String.join(", ", values.stream().map(String::valueOf).toList());
  }

  private static void addTooFew(
      List<Violation> violations, String pointer, Phrase phrase, int minimum) {
    if (minimum == 1) {
      add(violations, pointer, RequestPhrase.EMPTY);
    } else {
      add(violations, pointer, phrase, minimum);
    }
  }

  private static void add(
      List<Violation> violations, String pointer, Phrase phrase, Object... values) {
    add(violations, new Violation(pointer, phrase, values));
  }

  private static void add(List<Violation> violations, Violation violation) {
    if (violations.size() < Violations.MAX) {
      violations.add(violation);
    }
  }
}
