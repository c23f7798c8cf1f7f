package io.boxoffice.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.boxoffice.support.TestNode;
import io.boxoffice.support.TestPostgres;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that openapi-generator makes of the contract compile and buy a seat at a live node. Maven
 * generates them before; the journeys that use them are in {@code src/test/clients}.
 */
class GeneratedClientsIT {
  private static final Path GENERATED = Path.of("target", "clients");
  private static final Path JOURNEYS = Path.of("src", "test", "clients");
  private static final Path TYPESCRIPT = JOURNEYS.resolve("typescript");

  private static TestNode node;

  @TempDir private Path scratch;

  @BeforeAll
  static void start() {
    node = TestNode.start(TestPostgres.newDatabase());
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void theJavaClientBuysASeat() throws Exception {
    compile(GENERATED.resolve("java/src/main/java"), JOURNEYS.resolve("java"));
    ClassLoader parent = getClass().getClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {scratch.toUri().toURL()}, parent)) {
      loader
          .loadClass("io.boxoffice.client.journey.BuyerJourney")
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments().toArray(String[]::new));
    }
  }

  @Test
  void theTypeScriptClientBuysASeat() throws Exception {
    Path compiler = TYPESCRIPT.resolve("node_modules/typescript/bin/tsc");
    assumeTrue(Files.exists(compiler), "without npm's packages; .ci/contract brings them");
    run("node", compiler.toString(), "--project", TYPESCRIPT.toString());
    List<String> journey = new ArrayList<>();
    journey.add("node");
    journey.add(GENERATED.resolve("javascript/src/test/clients/typescript/journey.js").toString());
    journey.addAll(arguments());
    run(journey.toArray(String[]::new));
  }

  private static List<String> arguments() {
    return List.of(node.baseUrl(), TestNode.OPERATOR, TestNode.OPERATOR_PASSWORD);
  }

  private void compile(Path... roots) throws IOException {
    List<File> sources = new ArrayList<>();
    for (Path root : roots) {
      try (Stream<Path> files = Files.walk(root)) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .map(Path::toFile)
            .forEach(sources::add);
      }
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean good =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  List.of("-d", scratch.toString(), "-proc:none", "-nowarn"),
                  null,
                  files.getJavaFileObjectsFromFiles(sources))
              .call();
      assertThat(good).as(messages.toString()).isTrue();
    }
  }

  /** Runs a program to its end, which must be a good one; none outlives the test. */
  private void run(String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(scratch, "program", ".log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      boolean ended = process.waitFor(120, TimeUnit.SECONDS);
      assertThat(ended ? process.exitValue() : -1).as(Files.readString(output)).isZero();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
