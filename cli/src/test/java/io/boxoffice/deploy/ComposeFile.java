package io.boxoffice.deploy;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The compose file, its variables filled in. It knows just what the project's file uses, and
 * refuses the rest: {@link ComposeStack} could not run it.
 */
record ComposeFile(String name, Map<String, Service> services, Map<String, Object> volumes) {
  record Build(String context, String dockerfile) {}

  record Dependency(String condition) {}

  /** Times as Docker writes them, such as {@code 5s}. */
  record HealthCheck(
      List<String> test, String interval, String timeout, int retries, String startPeriod) {}

  /**
   * @param memLimit as Docker writes it, such as {@code 256m}
   * @param tmpfs {@code path:options} each
   */
  record Service(
      String image,
      Build build,
      String hostname,
      Map<String, String> environment,
      Map<String, Dependency> dependsOn,
      List<String> ports,
      List<String> volumes,
      boolean readOnly,
      List<String> tmpfs,
      List<String> capDrop,
      List<String> securityOpt,
      String memLimit,
      Long pidsLimit,
      String stopGracePeriod,
      String restart,
      HealthCheck healthcheck) {
    Service {
      environment = environment == null ? Map.of() : Map.copyOf(environment);
      dependsOn = dependsOn == null ? Map.of() : Map.copyOf(dependsOn);
      ports = ports == null ? List.of() : List.copyOf(ports);
      volumes = volumes == null ? List.of() : List.copyOf(volumes);
      tmpfs = tmpfs == null ? List.of() : List.copyOf(tmpfs);
      capDrop = capDrop == null ? List.of() : List.copyOf(capDrop);
      securityOpt = securityOpt == null ? List.of() : List.copyOf(securityOpt);
    }

    long memoryBytes() {
      long number = Long.parseLong(memLimit.substring(0, memLimit.length() - 1));
      return switch (memLimit.charAt(memLimit.length() - 1)) {
        case 'g' -> number << 30;
        case 'm' -> number << 20;
        default -> throw new IllegalArgumentException(memLimit);
      };
    }
  }

  static final Path FILE = Deployment.DIRECTORY.resolve("compose.yaml");
  private static final Path EXAMPLE = Deployment.DIRECTORY.resolve(".env.example");

  /** {@code ${NAME}}, {@code ${NAME:-default}} or {@code ${NAME:?what to do}}. */
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{(?<name>\\w+)(?::(?<kind>[-?])(?<text>[^}]*))?}");

  /** The file with the variables of the example beside it. */
  static ComposeFile withExampleVariables() throws IOException {
    return read(exampleVariables());
  }

  /**
   * @throws IllegalArgumentException where the file asks for a variable that is not there
   */
  static ComposeFile read(Map<String, String> variables) throws IOException {
    Map<?, ?> file = (Map<?, ?>) Deployment.yaml(FILE).get(0);
    Map<String, Object> services = new LinkedHashMap<>();
    file.forEach(
        (key, value) -> {
          if (!key.toString().startsWith("x-")) {
            services.put(key.toString(), filled(value, text -> filledIn(text, variables)));
          }
        });
    return Deployment.STRICT
        .copy()
        .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .convertValue(services, ComposeFile.class);
  }

  static Map<String, String> exampleVariables() throws IOException {
    return Deployment.text(Deployment.ROOT.relativize(EXAMPLE).toString())
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
  }

  private static Object filled(Object value, UnaryOperator<String> filling) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      map.forEach((key, each) -> copy.put(key, filled(each, filling)));
      return copy;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(each -> filled(each, filling)).toList();
    }
    return value instanceof String text ? filling.apply(text) : value;
  }

  private static String filledIn(String text, Map<String, String> variables) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(value((Matcher) found, variables)));
  }

  private static String value(Matcher found, Map<String, String> variables) {
    String set = variables.get(found.group("name"));
    if (set != null && !set.isEmpty()) {
      return set;
    }
    if ("-".equals(found.group("kind"))) {
      return found.group("text");
    }
    throw new IllegalArgumentException(found.group("name") + ": " + found.group("text"));
  }

  /** The services that are ours. */
  Map<String, Service> nodes() {
    Map<String, Service> nodes = new TreeMap<>(services);
    nodes.values().removeIf(service -> service.build() == null);
    return nodes;
  }
}
