package io.boxoffice.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.boxoffice.http.Operation.Location;
import io.boxoffice.http.Operation.Parameter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The contract: {@code openapi.yaml}, compiled once at start.
 *
 * @param yaml the document as it is served
 * @param document the same, read
 */
record Contract(Buffer yaml, JsonObject document, List<Operation> operations) {
  static final String RESOURCE = "openapi.yaml";

  Contract {
    operations = List.copyOf(operations);
  }

  /**
   * Loads and compiles the contract. Fails where it is no valid OpenAPI document, or uses a schema
   * keyword that is not checked.
   */
  static Future<Contract> load(Vertx vertx) {
    return vertx
        .fileSystem()
        .readFile(RESOURCE)
        .compose(
            yaml ->
                vertx
                    .executeBlocking(() -> read(yaml))
                    .compose(
                        document ->
                            OpenAPIContract.from(vertx, forTheLibrary(document))
                                .map(valid -> new Contract(yaml, document, compile(document)))));
  }

  /**
   * The operation of that name.
   *
   * @throws IllegalStateException where there is none
   */
  Operation operation(String id) {
    return operations.stream()
        .filter(operation -> operation.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no operation " + id));
  }

  /**
   * The document without what the library's own checks do not know: a relative server, and media
   * types of answers beside plain JSON and text.
   */
  private static JsonObject forTheLibrary(JsonObject document) {
    JsonObject copy = document.copy();
    String base = copy.getJsonArray("servers").getJsonObject(0).getString("url");
    copy.put(
        "servers", new JsonArray().add(new JsonObject().put("url", "http://localhost" + base)));
    copy.getJsonObject("paths").forEach(path -> ((JsonObject) path.getValue()).remove("servers"));
    dropUnknownContent(copy);
    return copy;
  }

  private static void dropUnknownContent(Object node) {
    if (node instanceof JsonArray array) {
      array.forEach(Contract::dropUnknownContent);
    } else if (node instanceof JsonObject object) {
      if (object.getValue("content") instanceof JsonObject content) {
        content.getMap().keySet().retainAll(Set.of("application/json", "text/plain"));
        if (content.isEmpty()) {
          object.remove("content");
        }
      }
      object.forEach(member -> dropUnknownContent(member.getValue()));
    }
  }

  @SuppressWarnings("unchecked")
  static JsonObject read(Buffer yaml) throws JsonProcessingException {
    Map<String, Object> document =
        new ObjectMapper(new YAMLFactory()).readValue(yaml.toString(), Map.class);
    return new JsonObject(document);
  }

  private static List<Operation> compile(JsonObject document) {
    SchemaCompiler compiler = new SchemaCompiler(document);
    String base = document.getJsonArray("servers").getJsonObject(0).getString("url");
    JsonObject paths = document.getJsonObject("paths");
    List<Operation> operations = new ArrayList<>();
    for (String template : paths.fieldNames()) {
      JsonObject item = paths.getJsonObject(template);
      String prefix = item.containsKey("servers") ? "" : base;
      for (String verb : item.fieldNames()) {
        if (!verb.equals("servers")) {
          operations.add(operation(compiler, verb, prefix + template, item.getJsonObject(verb)));
        }
      }
    }
    return operations;
  }

  private static Operation operation(
      SchemaCompiler compiler, String verb, String template, JsonObject source) {
    List<Parameter> parameters = new ArrayList<>();
    for (Object entry : source.getJsonArray("parameters", new JsonArray())) {
      parameters.add(parameter(compiler, compiler.resolve((JsonObject) entry)));
    }
    JsonArray security = source.getJsonArray("security");
    JsonObject schemes = security.isEmpty() ? new JsonObject() : security.getJsonObject(0);
    return new Operation(
        source.getString("operationId"),
        HttpMethod.valueOf(verb.toUpperCase(Locale.ROOT)),
        template.replace("{", ":").replace("}", ""),
        schemes.containsKey("bearer"),
        schemes.containsKey("queueToken"),
        source.getJsonArray("tags").contains("Operators"),
        isTagged(source),
        streams(source),
        parameters,
        body(compiler, source));
  }

  private static boolean isTagged(JsonObject source) {
    return source
        .getJsonObject("responses")
        .getJsonObject("200", new JsonObject())
        .getJsonObject("headers", new JsonObject())
        .containsKey("ETag");
  }

  private static boolean streams(JsonObject source) {
    return source
        .getJsonObject("responses")
        .getJsonObject("200", new JsonObject())
        .getJsonObject("content", new JsonObject())
        .containsKey(EventText.MEDIA_TYPE);
  }

  private static Parameter parameter(SchemaCompiler compiler, JsonObject source) {
    String in = source.getString("in");
    String name = source.getString("name");
    return new Parameter(
        name,
        Location.valueOf(in.toUpperCase(Locale.ROOT)),
        source.getBoolean("required", false),
        compiler.compile(source.getJsonObject("schema")),
        "#/" + in + "/" + name);
  }

  private static SchemaCheck body(SchemaCompiler compiler, JsonObject source) {
    if (!source.containsKey("requestBody")) {
      return null;
    }
    return compiler.compile(
        compiler
            .resolve(source.getJsonObject("requestBody"))
            .getJsonObject("content")
            .getJsonObject("application/json")
            .getJsonObject("schema"));
  }
}
