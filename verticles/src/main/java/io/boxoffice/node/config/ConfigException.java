package io.boxoffice.node.config;

import java.util.List;

/** Lists everything that is wrong with a configuration, so that one run shows all of it. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> errors;

  public ConfigException(List<String> errors) {
    super(message(errors));
    this.errors = List.copyOf(errors);
  }

  /** One sentence an error, without any secret's value. */
  public List<String> errors() {
    return errors;
  }

  private static String message(List<String> errors) {
    return errors.size() == 1
        ? "bad configuration: " + errors.get(0)
        : "bad configuration:\n  " + String.join("\n  ", errors);
  }
}
