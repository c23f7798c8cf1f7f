package io.boxoffice.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/** Tables and numbers as documents show them. */
final class Markdown {
  private final StringBuilder text = new StringBuilder();

  private Markdown() {}

  /** Begins a table; a heading that starts with '>' stands over numbers. */
  static Markdown table(String... headings) {
    Markdown table = new Markdown();
    StringBuilder rule = new StringBuilder("|");
    String[] names = new String[headings.length];
    for (int i = 0; i < headings.length; i++) {
      boolean right = headings[i].startsWith(">");
      names[i] = right ? headings[i].substring(1) : headings[i];
      rule.append(right ? "---:|" : "---|");
    }
    table.row((Object[]) names);
    table.text.append(rule).append('\n');
    return table;
  }

  /** Adds a row. */
  Markdown row(Object... cells) {
    text.append('|');
    for (Object cell : cells) {
      text.append(' ').append(cell.toString().replace("|", "\\|")).append(" |");
    }
    text.append('\n');
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /** Three digits that count, or all of a large number. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return "-";
    }
    if (Math.abs(value) >= 1_000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  static String form(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** The words of a member's name; its unit, if it ends with one, after a comma. */
  static String words(String name) {
    for (Map.Entry<String, String> unit :
        Map.of("Ms", "ms", "Seconds", "s", "Micros", "us").entrySet()) {
      if (name.endsWith(unit.getKey())) {
        String rest = name.substring(0, name.length() - unit.getKey().length());
        return words(rest) + ", " + unit.getValue();
      }
    }
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  /** Every value in an object, with its dotted name; objects and lists of objects are gone into. */
  static void members(String prefix, JsonNode object, BiConsumer<String, JsonNode> to) {
    object
        .fields()
        .forEachRemaining(
            each -> {
              String name = prefix + each.getKey();
              JsonNode value = each.getValue();
              if (value.isObject()) {
                members(name + ".", value, to);
              } else if (value.isArray() && value.path(0).isContainerNode()) {
                for (int i = 0; i < value.size(); i++) {
                  members(name + "." + (i + 1) + ".", value.get(i), to);
                }
              } else {
                to.accept(name, value);
              }
            });
  }

  /** A plain value. */
  static String value(JsonNode value) {
    if (value.isIntegralNumber()) {
      return form("%,d", value.longValue());
    }
    if (value.isNumber()) {
      return number(value.doubleValue());
    }
    if (value.isArray()) {
      StringBuilder list = new StringBuilder();
      value.forEach(each -> list.append(list.isEmpty() ? "" : ", ").append(value(each)));
      return list.toString();
    }
    return value.isNull() ? "-" : value.asText();
  }
}
