package io.boxoffice.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.error.RequestPhrase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FormsTest {
  @Test
  void everyPatternOfARequestHasWords() {
    JsonObject contract = contract();
    SchemaCompiler references = new SchemaCompiler(contract);
    Set<String> patterns = new TreeSet<>();
    for (var path : contract.getJsonObject("paths")) {
      for (var verb : (JsonObject) path.getValue()) {
        if (verb.getValue() instanceof JsonObject operation) {
          collect(operation.getJsonArray("parameters"), references, patterns);
          collect(operation.getJsonObject("requestBody"), references, patterns);
        }
      }
    }

    assertThat(patterns).contains("^[!-~]+$", "^[A-Z]{3}$");
    assertThat(patterns)
        .allSatisfy(
            pattern ->
                assertThat(Forms.of(pattern).phrase()).isNotEqualTo(RequestPhrase.OTHER_FORM));
  }

  @Test
  void aPatternWithoutWordsIsQuoted() {
    assertThat(Forms.of("^[a-c]$")).isEqualTo(RequestPhrase.OTHER_FORM.sentence("^[a-c]$"));
  }

  private static JsonObject contract() {
    Vertx vertx = Vertx.vertx();
    try {
      return Contract.load(vertx).await().document();
    } finally {
      vertx.close().await();
    }
  }

  private static void collect(Object node, SchemaCompiler references, Set<String> patterns) {
    if (node instanceof JsonArray array) {
      array.forEach(item -> collect(item, references, patterns));
    } else if (node instanceof JsonObject object) {
      for (var member : references.resolve(object)) {
        if (member.getKey().equals("pattern")) {
          patterns.add((String) member.getValue());
        }
        collect(member.getValue(), references, patterns);
      }
    }
  }
}
