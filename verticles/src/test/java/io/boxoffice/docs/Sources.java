package io.boxoffice.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the modules' sources have, by the names that documents call it. */
final class Sources {
  private static final String RESOURCES = "verticles/src/main/resources/";
  private static final Pattern CLASS = Pattern.compile("[A-Z]\\w+");
  private static final Pattern COLUMN = Pattern.compile("[a-z_]+(\\.[a-z_]+)?");
  private static final Pattern CALL = Pattern.compile("(GET|POST|PUT|PATCH|DELETE) (/\\S*)");

  private final Path root;
  private final Map<String, Path> classes;
  private final Map<String, Path> tests;
  private final String migrations;
  private final String contract;
  private final String schema;

  private Sources(Path root) throws IOException {
    this.root = root;
    classes = javaFiles("main");
    tests = javaFiles("test");
    contract = Files.readString(root.resolve(RESOURCES + "openapi.yaml"));
    schema = Files.readString(root.resolve("docs/schema.md"));
    try (Stream<Path> files = Files.list(root.resolve(RESOURCES + "db/migration"))) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.sorted().toList()) {
        all.append(Files.readString(file));
      }
      migrations = all.toString();
    }
  }

  static Sources of(Path root) throws IOException {
    return new Sources(root);
  }

  /** By simple name; what is named differs in it. */
  private Map<String, Path> javaFiles(String kind) throws IOException {
    Map<String, Path> byName = new HashMap<>();
    for (String module : List.of("shared", "verticles", "cli")) {
      try (Stream<Path> files =
          Files.walk(root.resolve(module).resolve("src").resolve(kind).resolve("java"))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .forEach(file -> byName.put(file.getFileName().toString().replace(".java", ""), file));
      }
    }
    return Map.copyOf(byName);
  }

  /**
   * Whether it is there: a class, {@code table} or {@code table.column}, {@code function()} of the
   * database, {@code GET /path} of the contract, or a file by its path or a resource by its name.
   */
  boolean has(String name) {
    if (CLASS.matcher(name).matches()) {
      return classes.containsKey(name);
    }
    if (name.endsWith("()")) {
      return migrations.contains("create function " + name.substring(0, name.length() - 1));
    }
    if (COLUMN.matcher(name).matches() && hasColumn(name)) {
      return true;
    }
    if (CALL.matcher(name).matches()) {
      return hasCall(name);
    }
    return Files.exists(root.resolve(name)) || Files.exists(root.resolve(RESOURCES + name));
  }

  /** As docs/schema.md, which is drawn from the schema, has it. */
  private boolean hasColumn(String name) {
    String[] parts = name.split("\\.", 2);
    int begin = schema.indexOf("\n### " + parts[0] + "\n");
    if (begin < 0 || parts.length == 1) {
      return begin >= 0;
    }
    int end = schema.indexOf("\n### ", begin + 1);
    return schema
        .substring(begin, end < 0 ? schema.length() : end)
        .contains("| `" + parts[1] + "` |");
  }

  private boolean hasCall(String name) {
    String[] parts = name.split(" ", 2);
    String verb = parts[0].toLowerCase(Locale.ROOT);
    return Pattern.compile(
            "^  " + Pattern.quote(parts[1]) + ":\n(?:    .*\n|\n)*?    " + verb + ":$",
            Pattern.MULTILINE)
        .matcher(contract)
        .find();
  }

  /** Whether there is such a test class or, {@code Class.method}, such a test in it. */
  boolean hasTest(String name) {
    String[] parts = name.split("\\.", 2);
    Path file = tests.get(parts[0]);
    if (file == null || !parts[0].matches("\\w+(Test|IT)")) {
      return false;
    }
    return parts.length == 1 || isTest(file, parts[1]);
  }

  /** Between the annotation and the method are other annotations at most: no semicolon. */
  private static boolean isTest(Path file, String method) {
    try {
      return Pattern.compile(
              "@(Test|ParameterizedTest|Property|RepeatedTest)\\b[^;]*?\\bvoid "
                  + Pattern.quote(method)
                  + "\\(")
          .matcher(Files.readString(file))
          .find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
