package io.boxoffice.node.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Gathers the texts of all settings from the file, the environment and the flags, later ones over
 * earlier ones, and notes what it cannot place.
 */
final class RawConfig {
  /** A text and where it came from, for the error messages. */
  record Sourced(String text, String source) {}

  private static final String CONFIG_FLAG = "config";
  private static final String CONFIG_VARIABLE = ConfigKey.ENVIRONMENT_PREFIX + "CONFIG";
  private static final long MAX_FILE_BYTES = 1_048_576;

  /** Variables of the launcher and of the command line tool, which share the prefix. */
  private static final Set<String> FOREIGN_VARIABLES =
      Set.of(
          "BOXOFFICE_JAVA_OPTS", "BOXOFFICE_URL", "BOXOFFICE_PASSWORD", "BOXOFFICE_NEW_PASSWORD");

  /** What Kubernetes sets in every container beside a service called boxoffice. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile("BOXOFFICE_(.+_)?(SERVICE_HOST|SERVICE_PORT.*|PORT(_\\d+_(TCP|UDP).*)?)");

  private static final Map<String, ConfigKey> BY_VARIABLE =
      ConfigKeys.ALL.stream()
          .collect(Collectors.toUnmodifiableMap(ConfigKey::environmentName, Function.identity()));

  private final Map<ConfigKey, Sourced> values = new HashMap<>();
  private final List<String> errors = new ArrayList<>();

  static RawConfig gather(List<String> flags, Map<String, String> environment) {
    RawConfig raw = new RawConfig();
    Map<String, String> byFlag = raw.parseFlags(flags);
    String file = byFlag.getOrDefault(CONFIG_FLAG, environment.get(CONFIG_VARIABLE));
    byFlag.remove(CONFIG_FLAG);
    if (file != null && !file.isEmpty()) {
      raw.readFile(Path.of(file));
    }
    raw.readEnvironment(environment);
    byFlag.forEach((name, text) -> raw.put(name, text, "--" + name));
    return raw;
  }

  /** The text that was set last, or null where nobody set it. */
  Sourced value(ConfigKey key) {
    return values.get(key);
  }

  List<String> errors() {
    return errors;
  }

  private Map<String, String> parseFlags(List<String> flags) {
    Map<String, String> byFlag = new HashMap<>();
    for (int i = 0; i < flags.size(); i++) {
      String flag = flags.get(i);
      if (!flag.startsWith("--") || flag.length() == 2) {
        errors.add("unexpected argument '" + flag + "'; settings are --name=value");
        continue;
      }
      int equals = flag.indexOf('=');
      if (equals > 0) {
        byFlag.put(flag.substring(2, equals), flag.substring(equals + 1));
        continue;
      }
      String name = flag.substring(2);
      ConfigKey key = ConfigKeys.find(name);
      boolean valueFollows = i + 1 < flags.size() && !flags.get(i + 1).startsWith("--");
      if (valueFollows) {
        byFlag.put(name, flags.get(++i));
      } else if (key != null && key.kind() == ConfigKey.Kind.BOOLEAN) {
        byFlag.put(name, "true");
      } else if (key != null || name.equals(CONFIG_FLAG)) {
        errors.add(flag + " needs a value");
      } else {
        errors.add(unknown(flag, "--", name));
      }
    }
    return byFlag;
  }

  private void readFile(Path file) {
    ObjectMapper yaml =
        new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    try {
      if (!Files.isRegularFile(file)) {
        errors.add("configuration file " + file + " does not exist");
      } else if (Files.size(file) > MAX_FILE_BYTES) {
        errors.add("configuration file " + file + " is larger than " + MAX_FILE_BYTES + " bytes");
      } else {
        JsonNode root = yaml.readTree(Files.readString(file));
        if (root.isObject()) {
          flatten("", root, file.getFileName().toString());
        } else if (!root.isMissingNode() && !root.isNull()) {
          errors.add("configuration file " + file + " is not a YAML mapping");
        }
      }
    } catch (JsonProcessingException e) {
      // The parser's own message quotes the line, which may hold a password.
      String place = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
      errors.add("configuration file " + file + " is not valid YAML" + place);
    } catch (IOException e) {
      errors.add("configuration file " + file + " cannot be read");
    }
  }

  private void flatten(String prefix, JsonNode node, String file) {
    node.properties()
        .forEach(
            property -> {
              String name = prefix + property.getKey();
              JsonNode value = property.getValue();
              if (value.isObject()) {
                flatten(name + ".", value, file);
              } else if (value.isArray()) {
                List<String> parts = new ArrayList<>();
                value.forEach(part -> parts.add(part.asText()));
                put(name, String.join(",", parts), file);
              } else {
                put(name, value.isNull() ? "" : value.asText(), file);
              }
            });
  }

  private void readEnvironment(Map<String, String> environment) {
    environment.forEach(
        (variable, text) -> {
          ConfigKey key = BY_VARIABLE.get(variable);
          if (key != null) {
            values.put(key, new Sourced(text, variable));
          } else if (variable.startsWith(ConfigKey.ENVIRONMENT_PREFIX)
              && !variable.equals(CONFIG_VARIABLE)
              && !FOREIGN_VARIABLES.contains(variable)
              && !SERVICE_LINK.matcher(variable).matches()) {
            String nearest = Nearest.of(variable, BY_VARIABLE.keySet());
            errors.add("unknown variable " + variable + didYouMean("", nearest));
          }
        });
  }

  private void put(String name, String text, String source) {
    ConfigKey key = ConfigKeys.find(name);
    if (key != null) {
      values.put(key, new Sourced(text, source));
    } else {
      errors.add(unknown(source.startsWith("--") ? source : source + ": " + name, "", name));
    }
  }

  private static String unknown(String shown, String prefix, String name) {
    String nearest = Nearest.of(name, ConfigKeys.ALL.stream().map(ConfigKey::name).toList());
    return "unknown setting " + shown + didYouMean(prefix, nearest);
  }

  private static String didYouMean(String prefix, String nearest) {
    return nearest == null ? "" : "; did you mean " + prefix + nearest + "?";
  }
}
