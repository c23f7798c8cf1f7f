package io.boxoffice.store;

import io.boxoffice.store.SchemaCatalog.Column;
import io.boxoffice.store.SchemaCatalog.Reference;
import io.boxoffice.store.SchemaCatalog.Table;
import java.util.ArrayList;
import java.util.List;

/** The part of docs/schema.md that is drawn from the schema: the same schema, the same text. */
final class SchemaDocument {
  private SchemaDocument() {}

  /** Markdown; the diagram is Mermaid's. Ends in a line break. */
  static String render(SchemaCatalog catalog) {
    StringBuilder text = new StringBuilder(32_768);
    diagram(text, catalog);
    tables(text, catalog);
    catalog.tables().forEach(table -> columns(text, table));
    return text.toString();
  }

  private static void diagram(StringBuilder text, SchemaCatalog catalog) {
    text.append("## Diagram\n\n```mermaid\nerDiagram\n");
    for (Table table : catalog.tables()) {
      text.append("    ").append(table.name()).append(" {\n");
      for (Column column : table.columns()) {
        text.append("        ").append(column.type()).append(' ').append(column.name());
        List<String> marks = marks(column);
        text.append(marks.isEmpty() ? "" : " " + String.join(", ", marks)).append('\n');
      }
      text.append("    }\n");
    }
    text.append('\n');
    for (Reference reference : catalog.references()) {
      text.append(
          "    %s %s--%s %s : \"%s\"\n"
              .formatted(
                  reference.parent(),
                  reference.required() ? "||" : "|o",
                  reference.atMostOne() ? "o|" : "o{",
                  reference.child(),
                  reference.column()));
    }
    text.append("```\n\n");
  }

  private static void tables(StringBuilder text, SchemaCatalog catalog) {
    text.append("## Tables\n\n| table | what it is for |\n|---|---|\n");
    for (Table table : catalog.tables()) {
      text.append(
          "| [`%s`](#%s) | %s |\n".formatted(table.name(), table.name(), cell(table.words())));
    }
  }

  private static void columns(StringBuilder text, Table table) {
    text.append("\n### %s\n\n".formatted(table.name()));
    text.append("| column | type | key | null | what |\n|---|---|---|---|---|\n");
    for (Column column : table.columns()) {
      text.append(
          "| `%s` | %s | %s | %s | %s |\n"
              .formatted(
                  column.name(),
                  column.type(),
                  String.join(", ", marks(column)),
                  column.required() ? "" : "null",
                  cell(column.words())));
    }
  }

  private static List<String> marks(Column column) {
    List<String> marks = new ArrayList<>();
    if (column.primaryKey()) {
      marks.add("PK");
    }
    if (column.foreignKey()) {
      marks.add("FK");
    }
    if (column.unique()) {
      marks.add("UK");
    }
    return marks;
  }

  private static String cell(String words) {
    return words.replace("|", "\\|").replace('\n', ' ');
  }
}
