package io.boxoffice.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Compiles the contract's schemas, each reference once. */
final class SchemaCompiler {
  private static final Set<String> CHECKED =
      Set.of(
          "type",
          "enum",
          "minimum",
          "maximum",
          "minLength",
          "maxLength",
          "pattern",
          "format",
          "minItems",
          "maxItems",
          "items",
          "minProperties",
          "maxProperties",
          "required",
          "properties",
          "additionalProperties",
          "propertyNames");
  private static final Set<String> ANNOTATIONS =
      Set.of("description", "default", "example", "examples");

  /** {@code int64} tells generated clients what {@code maximum} checks. */
  private static final Set<String> FORMATS = Set.of("date-time", "int64", "password");

  private final JsonObject contract;
  private final Map<String, SchemaCheck> byReference = new HashMap<>();

  /**
   * @param contract the whole document; references point into it
   */
  SchemaCompiler(JsonObject contract) {
    this.contract = contract;
  }

  /**
   * Compiles a schema or a reference to one.
   *
   * @throws IllegalStateException where it uses a keyword that is not checked here
   */
  SchemaCheck compile(JsonObject schema) {
    String reference = schema.getString("$ref");
    if (reference != null) {
      SchemaCheck known = byReference.get(reference);
      if (known == null) {
        known = compile(resolve(schema));
        byReference.put(reference, known);
      }
      return known;
    }
    for (String keyword : schema.fieldNames()) {
      if (!CHECKED.contains(keyword) && !ANNOTATIONS.contains(keyword)) {
        throw new IllegalStateException("the contract's keyword is not checked: " + keyword);
      }
    }
    if (schema.containsKey("format") && !FORMATS.contains(schema.getString("format"))) {
      throw new IllegalStateException("the contract's format is not checked: " + schema);
    }
    return new SchemaCheck(schema, this);
  }

  /** What a local reference points at, or the object itself. */
  JsonObject resolve(JsonObject node) {
    String reference = node.getString("$ref");
    if (reference == null) {
      return node;
    }
    Object target = JsonPointer.from(reference.substring(1)).queryJson(contract);
    if (!(target instanceof JsonObject found)) {
      throw new IllegalStateException("the contract's reference leads nowhere: " + reference);
    }
    return resolve(found);
  }

  SchemaCheck compileMember(JsonObject schema, String member) {
    return schema.containsKey(member) ? compile(schema.getJsonObject(member)) : null;
  }

  Map<String, SchemaCheck> compileMembers(JsonObject members) {
    Map<String, SchemaCheck> compiled = new HashMap<>();
    members.fieldNames().forEach(name -> compiled.put(name, compile(members.getJsonObject(name))));
    return Map.copyOf(compiled);
  }

  Set<String> types(JsonObject schema) {
    Set<String> types = new LinkedHashSet<>();
    Object type = schema.getValue("type");
    if (type instanceof String one) {
      types.add(one);
    } else if (type instanceof JsonArray several) {
      several.forEach(each -> types.add((String) each));
    }
    return types;
  }
}
