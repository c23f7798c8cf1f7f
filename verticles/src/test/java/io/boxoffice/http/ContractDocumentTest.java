package io.boxoffice.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What readers of the contract and generators of clients rely on, beyond its being valid. */
class ContractDocumentTest {
  private static String yaml;
  private static JsonObject document;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream stream =
        Contract.class.getClassLoader().getResourceAsStream(Contract.RESOURCE)) {
      yaml = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    document = Contract.read(Buffer.buffer(yaml));
  }

  /** Of two equal keys the later would win without a word. */
  @Test
  void hasNoKeyTwice() throws IOException {
    YAMLMapper strict = new YAMLMapper();
    strict.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    assertThat(strict.readTree(yaml).has("paths")).isTrue();
  }

  @Test
  void everyExampleIsValid() {
    ContractSchemas schemas = new ContractSchemas(document);
    TreeMap<String, String> faults = new TreeMap<>();
    List<String> seen = new ArrayList<>();
    walk(
        "#",
        document,
        (path, node) -> {
          JsonObject schema = node.getValue("schema") instanceof JsonObject own ? own : node;
          for (Object example : examplesOf(path, node)) {
            seen.add(path);
            String fault = ContractSchemas.faults(schemas.inlined(schema), example);
            if (!fault.isEmpty()) {
              faults.put(path, fault);
            }
          }
        });
    assertThat(faults).isEmpty();
    assertThat(seen).hasSizeGreaterThan(30);
  }

  private static List<Object> examplesOf(String path, JsonObject node) {
    List<Object> examples = new ArrayList<>();
    if (path.endsWith("/properties")) {
      return examples;
    }
    if (node.containsKey("example")) {
      examples.add(node.getValue("example"));
    }
    if (node.containsKey("examples")) {
      node.getJsonArray("examples").forEach(examples::add);
    }
    return examples;
  }

  /** Generators make names such as {@code EntryPageItemsInner} for what has none. */
  @Test
  void everyObjectHasAName() {
    List<String> nameless = new ArrayList<>();
    walk(
        "#",
        document,
        (path, node) -> {
          if (node.getValue("properties") instanceof JsonObject
              && !path.matches("#/components/schemas/[^/]+")) {
            nameless.add(path);
          }
        });
    assertThat(nameless).isEmpty();
  }

  /** Generators take an integer without a format for one of 32 bits. */
  @Test
  void everyLargeIntegerSaysSo() {
    List<String> small = new ArrayList<>();
    walk(
        "#",
        document,
        (path, node) -> {
          if (node.getValue("maximum") instanceof Number maximum
              && maximum.doubleValue() > Integer.MAX_VALUE
              && !"int64".equals(node.getString("format"))) {
            small.add(path);
          }
        });
    assertThat(small).isEmpty();
  }

  /** Generators take the type of one 2xx answer for all of them. */
  @Test
  void everySuccessOfAnOperationHasOneSchema() {
    List<String> several = new ArrayList<>();
    walk(
        "#",
        document,
        (path, node) -> {
          if (node.containsKey("operationId")) {
            JsonObject responses = node.getJsonObject("responses");
            long schemas =
                responses.stream()
                    .filter(response -> response.getKey().startsWith("2"))
                    .map(response -> ((JsonObject) response.getValue()).getJsonObject("content"))
                    .filter(Objects::nonNull)
                    .distinct()
                    .count();
            if (schemas > 1) {
              several.add(node.getString("operationId"));
            }
          }
        });
    assertThat(several).isEmpty();
  }

  private static void walk(String path, Object node, BiConsumer<String, JsonObject> visit) {
    if (node instanceof JsonObject object) {
      visit.accept(path, object);
      for (String name : object.fieldNames()) {
        if (!name.equals("example") && !name.equals("examples")) {
          walk(path + "/" + name, object.getValue(name), visit);
        }
      }
    } else if (node instanceof JsonArray array) {
      for (int index = 0; index < array.size(); index++) {
        walk(path + "/" + index, array.getValue(index), visit);
      }
    }
  }
}
