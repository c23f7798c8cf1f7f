package io.boxoffice.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One schema of the contract, compiled.
 *
 * <p>It knows the keywords that the contract uses and refuses to compile any other, so that nothing
 * in the contract is silently unchecked. It is stricter than JSON Schema in one point: a whole
 * number must be written as one ({@code 1}, not {@code 1.0} or {@code 1e0}), so that no reader
 * rounds money. It lists every violation, at most {@link Violation#MAX}. Immutable.
 */
final class SchemaCheck {
  private final Set<String> types;
  private final List<Object> allowed;
  private final Number minimum;
  private final Number maximum;
  private final int minLength;
  private final int maxLength;
  private final Pattern pattern;
  private final String form;
  private final boolean dateTime;
  private final int minItems;
  private final int maxItems;
  private final SchemaCheck items;
  private final int minProperties;
  private final int maxProperties;
  private final List<String> required;
  private final Map<String, SchemaCheck> properties;
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
    form = form(schema);
    dateTime = "date-time".equals(schema.getString("format"));
    minItems = schema.getInteger("minItems", 0);
    maxItems = schema.getInteger("maxItems", Integer.MAX_VALUE);
    items = compiler.compileMember(schema, "items");
    minProperties = schema.getInteger("minProperties", 0);
    maxProperties = schema.getInteger("maxProperties", Integer.MAX_VALUE);
    required =
        schema.getJsonArray("required", new JsonArray()).stream().map(String.class::cast).toList();
    properties = compiler.compileMembers(schema.getJsonObject("properties", new JsonObject()));
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
    if (violations.size() >= Violation.MAX) {
      return;
    }
    if (!types.isEmpty() && types.stream().noneMatch(type -> isA(value, type))) {
      add(violations, pointer, "It must be " + String.join(" or ", describe()) + ".");
      return;
    }
    if (allowed != null && !allowed.contains(value)) {
      add(violations, pointer, "It must be one of " + join(allowed) + ".");
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

  /** What a person can read of a pattern: the contract's own description, if it has one. */
  private static String form(JsonObject schema) {
    String described = schema.getString("description", schema.getString("pattern", ""));
    return described.endsWith(".") ? described.substring(0, described.length() - 1) : described;
  }

  private void checkText(String text, String pointer, List<Violation> violations) {
    int length = text.codePointCount(0, text.length());
    if (length < minLength) {
      add(violations, pointer, "It must have at least " + characters(minLength) + ".");
    } else if (length > maxLength) {
      add(violations, pointer, "It must have at most " + characters(maxLength) + ".");
    } else if (pattern != null && !pattern.matcher(text).find()) {
      add(violations, pointer, "It does not have the form that is wanted: " + form + ".");
    } else if (dateTime && !isDateTime(text)) {
      add(violations, pointer, "It is not a time of the calendar.");
    }
  }

  private void checkNumber(Number number, String pointer, List<Violation> violations) {
    if (minimum != null && compare(number, minimum) < 0) {
      add(violations, pointer, "It must be at least " + minimum + ".");
    }
    if (maximum != null && compare(number, maximum) > 0) {
      add(violations, pointer, "It must be at most " + maximum + ".");
    }
  }

  private void checkArray(JsonArray array, String pointer, List<Violation> violations) {
    if (array.size() < minItems) {
      add(violations, pointer, "It must have at least " + entries(minItems) + ".");
    }
    if (array.size() > maxItems) {
      add(violations, pointer, "It must have at most " + entries(maxItems) + ".");
      return;
    }
    for (int i = 0; items != null && i < array.size(); i++) {
      items.check(array.getValue(i), pointer + "/" + i, violations);
    }
  }

  private void checkObject(JsonObject object, String pointer, List<Violation> violations) {
    for (String name : required) {
      if (!object.containsKey(name)) {
        add(violations, Violation.child(pointer, name), "The field is missing.");
      }
    }
    if (object.size() < minProperties) {
      add(violations, pointer, "It must have at least " + minProperties + " field(s).");
    }
    if (object.size() > maxProperties) {
      add(violations, pointer, "It must have at most " + maxProperties + " fields.");
      return;
    }
    for (Map.Entry<String, Object> member : object) {
      String at = Violation.child(pointer, member.getKey());
      SchemaCheck known = properties.get(member.getKey());
      if (names != null) {
        names.check(member.getKey(), at, violations);
      }
      if (known != null) {
        known.check(member.getValue(), at, violations);
      } else if (!unknownAllowed) {
        add(violations, at, "The field is not known.");
      } else if (unknown != null) {
        unknown.check(member.getValue(), at, violations);
      }
    }
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

  private List<String> describe() {
    return types.stream()
        .map(
            type ->
                switch (type) {
                  case "string" -> "a text";
                  case "integer" -> "a whole number";
                  case "number" -> "a number";
                  case "boolean" -> "true or false";
                  case "object" -> "an object";
                  case "array" -> "a list";
                  default -> "null";
                })
        .toList();
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

  private static String characters(int count) {
    return count == 1 ? "1 character" : count + " characters";
  }

  private static String entries(int count) {
    return count == 1 ? "1 entry" : count + " entries";
  }

  private static String join(List<Object> values) {
    return String.join(", ", values.stream().map(String::valueOf).toList());
  }

  private static void add(List<Violation> violations, String pointer, String detail) {
    if (violations.size() < Violation.MAX) {
      violations.add(new Violation(pointer, detail));
    }
  }
}
