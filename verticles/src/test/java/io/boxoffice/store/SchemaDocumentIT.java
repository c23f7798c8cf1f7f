package io.boxoffice.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.store.SchemaCatalog.Table;
import io.boxoffice.support.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keeps docs/schema.md true. {@code -Dboxoffice.docs.write=true} writes it anew. */
class SchemaDocumentIT {
  private static final Path DOCUMENT = Path.of("..", "docs", "schema.md");
  private static final String BEGIN = "<!-- drawn from the schema: begin -->\n";
  private static final String END = "<!-- drawn from the schema: end -->";

  private static SchemaCatalog catalog;

  @BeforeAll
  static void readTheSchema() throws SQLException {
    try (Connection connection = TestPostgres.jdbc(TestPostgres.newDatabase())) {
      catalog = SchemaCatalog.read(connection);
    }
  }

  @Test
  void theDocumentShowsTheSchemaAsItIs() throws IOException {
    String document = Files.readString(DOCUMENT);
    int begin = document.indexOf(BEGIN);
    int end = document.indexOf(END);
    assertThat(begin).as("the mark where the drawn part begins").isNotNegative();
    assertThat(end).as("the mark where it ends").isGreaterThan(begin);
    int from = begin + BEGIN.length();
    String drawn = SchemaDocument.render(catalog);

    if (Boolean.getBoolean("boxoffice.docs.write")) {
      Files.writeString(DOCUMENT, document.substring(0, from) + drawn + document.substring(end));
      return;
    }
    assertThat(document.substring(from, end))
        .as("docs/schema.md; -Dboxoffice.docs.write=true writes it anew")
        .isEqualTo(drawn);
  }

  @Test
  void everyTableSaysWhatItIsFor() {
    assertThat(catalog.tables()).isNotEmpty().extracting(Table::words).doesNotContain("");
  }
}
