package io.boxoffice.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.Map;

/** The contract's schemas for an independent validator: references are put in their places. */
final class ContractSchemas {
  private final JsonObject document;
  private final SchemaCompiler references;

  ContractSchemas(JsonObject document) {
    this.document = document;
    references = new SchemaCompiler(document);
  }

  JsonObject operation(String id) {
    for (Map.Entry<String, Object> path : document.getJsonObject("paths")) {
      for (Map.Entry<String, Object> verb : (JsonObject) path.getValue()) {
        if (verb.getValue() instanceof JsonObject operation
            && id.equals(operation.getString("operationId"))) {
          return operation;
        }
      }
    }
    throw new IllegalArgumentException(id);
  }

  /** The contract's answer of a status, or null where it says nothing about it. */
  JsonObject response(String operationId, int status) {
    JsonObject responses = operation(operationId).getJsonObject("responses");
    JsonObject response = responses.getJsonObject(String.valueOf(status));
    return response == null ? null : references.resolve(response);
  }

  JsonObject schemaOf(JsonObject content, String mediaType) {
    JsonObject body = content.getJsonObject("content", new JsonObject()).getJsonObject(mediaType);
    return body == null ? null : inlined(body.getJsonObject("schema"));
  }

  /** The schema without references. */
  JsonObject inlined(JsonObject schema) {
    return (JsonObject) inline(schema);
  }

  JsonObject requestSchema(String operationId) {
    return schemaOf(
        references.resolve(operation(operationId).getJsonObject("requestBody")),
        "application/json");
  }

  /** What is wrong with the value, or an empty text. */
  static String faults(JsonObject schema, Object value) {
    OutputUnit result =
        Validator.create(
                JsonSchema.of(schema),
                new JsonSchemaOptions()
                    .setBaseUri("app://test")
                    .setDraft(Draft.DRAFT202012)
                    .setOutputFormat(OutputFormat.Basic))
            .validate(value);
    return result.getValid() ? "" : String.valueOf(result.toJson());
  }

  private Object inline(Object node) {
    if (node instanceof JsonObject object) {
      JsonObject resolved = references.resolve(object);
      JsonObject copy = new JsonObject();
      resolved.forEach(member -> copy.put(member.getKey(), inline(member.getValue())));
      return copy;
    }
    if (node instanceof JsonArray array) {
      JsonArray copy = new JsonArray();
      array.forEach(item -> copy.add(inline(item)));
      return copy;
    }
    return node;
  }
}
