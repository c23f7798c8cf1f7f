package io.boxoffice.node.config;

import java.util.List;
import java.util.Locale;

/**
 * One setting: its name, what it takes, what it is when nobody sets it, and what it is for.
 *
 * @param name lower case, parts joined by dots, words by hyphens: {@code cluster.expected-nodes}
 * @param kind what a value looks like
 * @param min the least number, or the least length of a text; both bounds belong to it
 * @param max the greatest number, or the greatest length of a text
 * @param choices the words that a {@link Kind#CHOICE} or a {@link Kind#CHOICES} takes; else empty
 * @param defaultValue the text that stands for an absent one
 * @param secret whether its value must never be printed
 * @param help one line for the operator
 */
public record ConfigKey(
    String name,
    Kind kind,
    long min,
    long max,
    List<String> choices,
    String defaultValue,
    boolean secret,
    String help) {

  /** What a value looks like. */
  public enum Kind {
    TEXT,
    INTEGER,
    BOOLEAN,
    CHOICE,
    CHOICES,
    LIST
  }

  /** The prefix of every environment variable. */
  static final String ENVIRONMENT_PREFIX = "BOXOFFICE_";

  public ConfigKey {
    choices = List.copyOf(choices);
  }

  static ConfigKey text(String name, String defaultValue, int minLength, String help) {
    return new ConfigKey(name, Kind.TEXT, minLength, 4096, List.of(), defaultValue, false, help);
  }

  static ConfigKey secret(String name, String help) {
    return new ConfigKey(name, Kind.TEXT, 0, 4096, List.of(), "", true, help);
  }

  static ConfigKey integer(String name, long defaultValue, long min, long max, String help) {
    return new ConfigKey(
        name, Kind.INTEGER, min, max, List.of(), Long.toString(defaultValue), false, help);
  }

  static ConfigKey bool(String name, boolean defaultValue, String help) {
    return new ConfigKey(
        name, Kind.BOOLEAN, 0, 0, List.of(), Boolean.toString(defaultValue), false, help);
  }

  static ConfigKey choice(String name, String defaultValue, List<String> choices, String help) {
    return new ConfigKey(name, Kind.CHOICE, 0, 0, choices, defaultValue, false, help);
  }

  static ConfigKey choices(String name, String defaultValue, List<String> choices, String help) {
    return new ConfigKey(name, Kind.CHOICES, 1, choices.size(), choices, defaultValue, false, help);
  }

  static ConfigKey list(String name, int maxSize, String help) {
    return new ConfigKey(name, Kind.LIST, 0, maxSize, List.of(), "", false, help);
  }

  /** The environment variable that sets it. */
  public String environmentName() {
    return ENVIRONMENT_PREFIX + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** The flag that sets it. */
  public String flag() {
    return "--" + name;
  }

  /** What it takes, in words. */
  public String accepts() {
    return switch (kind) {
      case TEXT -> "text of " + min + " to " + max + " characters";
      case INTEGER -> "a whole number from " + min + " to " + max;
      case BOOLEAN -> "true or false";
      case CHOICE -> String.join(" or ", choices);
      case CHOICES -> "some of " + String.join(",", choices);
      case LIST -> "at most " + max + " of them, separated by commas";
    };
  }
}
