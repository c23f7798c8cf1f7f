package io.boxoffice.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What docs/performance.md is written from.
 *
 * @param bench what {@code boxoffice bench --json} wrote
 * @param profile where the time goes, by path: {@code bytesPerRequest} and {@code cpu}, a list of
 *     {@code what} and {@code share}; missing where nobody looked
 * @param jmh what {@code mvn verify -Pjmh} wrote; missing where it did not run
 */
record PerformanceRun(JsonNode bench, JsonNode profile, JsonNode jmh) {
  /** The run in a folder; empty where there is none. */
  static Optional<PerformanceRun> read(Path folder) throws IOException {
    JsonNode bench = node(folder.resolve("bench.json"));
    return bench.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            new PerformanceRun(
                bench, node(folder.resolve("profile.json")), node(folder.resolve("jmh.json"))));
  }

  private static JsonNode node(Path file) throws IOException {
    return Files.exists(file)
        ? new ObjectMapper().readTree(file.toFile())
        : MissingNode.getInstance();
  }

  /** A positive number of the run. */
  OptionalDouble figure(String pointer) {
    JsonNode node = bench.at(pointer);
    return node.isNumber() && node.doubleValue() > 0
        ? OptionalDouble.of(node.doubleValue())
        : OptionalDouble.empty();
  }

  /**
   * Nanoseconds of a JMH benchmark, such as {@code HeadBenchmark.join}; with a million waiting, if
   * that matters to it.
   */
  OptionalDouble nanos(String benchmark) {
    for (JsonNode each : jmh) {
      JsonNode metric = each.path("primaryMetric");
      if (each.path("benchmark").asText().endsWith("." + benchmark)
          && each.at("/params/waiting").asText("1000000").equals("1000000")) {
        double unit =
            switch (metric.path("scoreUnit").asText()) {
              case "ns/op" -> 1;
              case "us/op" -> 1e3;
              case "ms/op" -> 1e6;
              default ->
                  throw new IllegalArgumentException(
                      benchmark + " is in " + metric.path("scoreUnit"));
            };
        return OptionalDouble.of(metric.path("score").doubleValue() * unit);
      }
    }
    return OptionalDouble.empty();
  }
}
