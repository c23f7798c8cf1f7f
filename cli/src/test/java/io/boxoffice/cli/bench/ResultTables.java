package io.boxoffice.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The tables of a run's figures beside their targets. */
final class ResultTables {
  private final PerformanceRun run;

  ResultTables(PerformanceRun run) {
    this.run = run;
  }

  String machine() {
    Markdown table = Markdown.table("fact", "of this run");
    run.bench()
        .path("facts")
        .fields()
        .forEachRemaining(
            fact -> {
              // A seed is a name, and not an amount.
              boolean name = fact.getKey().equals("seed") || fact.getValue().isTextual();
              table.row(
                  Markdown.words(fact.getKey()),
                  name ? fact.getValue().asText() : Markdown.value(fact.getValue()));
            });
    return table.toString();
  }

  String results() {
    Markdown table =
        Markdown.table(
            "path",
            ">ours, /s",
            ">yardstick, /s",
            ">ratio",
            ">ours, CPU us",
            ">yardstick, CPU us",
            ">CPU ratio",
            "target of both",
            "met",
            ">p50, ms",
            ">p99, ms",
            ">p99.9, ms",
            ">stolen, %");
    run.bench()
        .path("paths")
        .fields()
        .forEachRemaining(path -> row(table, path.getKey(), path.getValue()));
    return table.toString();
  }

  private void row(Markdown table, String name, JsonNode path) {
    JsonNode ours = path.path("ours");
    JsonNode yardstick = path.path("yardstick");
    JsonNode ratio = run.bench().path(Target.RATIOS).path(name);
    JsonNode cpuRatio = run.bench().path(Target.CPU_RATIOS).path(name);
    Optional<Target> target = Target.of(Target.RATIOS, name);
    table.row(
        "`" + name + "`",
        rate(ours),
        rate(yardstick),
        ratio.isNumber() ? fixed("%.3f", ratio) : caution(ours, yardstick),
        fixed("%.1f", ours.path("cpuMicros")),
        fixed("%.1f", yardstick.path("cpuMicros")),
        fixed("%.3f", cpuRatio),
        target.map(Target::text).orElse("-"),
        target.map(each -> met(each, ratio, cpuRatio)).orElse("-"),
        fixed("%.2f", ours.path("p50Ms")),
        fixed("%.1f", ours.path("p99Ms")),
        fixed("%.1f", ours.path("p999Ms")),
        Markdown.form("%.1f", 100 * Math.max(stolen(ours), stolen(yardstick))));
  }

  private static double stolen(JsonNode figures) {
    return figures.path("stolenShare").asDouble();
  }

  private static String rate(JsonNode figures) {
    String rate = fixed("%,.0f", figures.path("requestsPerSecond"));
    return figures.path("driverLimited").asBoolean() ? "at least " + rate : rate;
  }

  private static String caution(JsonNode ours, JsonNode yardstick) {
    boolean steady = ours.path("steady").asBoolean() && yardstick.path("steady").asBoolean();
    return steady ? "driver-limited" : "not steady";
  }

  /** One ratio that misses is a no; a yes takes both. */
  private static String met(Target target, JsonNode... ratios) {
    boolean known = true;
    for (JsonNode ratio : ratios) {
      if (ratio.isNumber() && !target.met(ratio.doubleValue())) {
        return "no";
      }
      known &= ratio.isNumber();
    }
    return known ? "yes" : "not known";
  }

  private static String fixed(String format, JsonNode value) {
    return value.isNumber() ? Markdown.form(format, value.doubleValue()) : "-";
  }

  String plots() {
    StringBuilder text = new StringBuilder();
    text.append("![Ours beside the yardstick](performance/ratios.svg)\n");
    run.bench()
        .path("paths")
        .fieldNames()
        .forEachRemaining(
            path ->
                text.append(
                    Markdown.form("\n![Latency of %s](performance/latency-%s.svg)\n", path, path)));
    return text.toString();
  }

  /** Every figure of a trial but its curves, those with targets beside them. */
  String trial(BenchTrial trial) {
    JsonNode report = run.bench().path(trial.label());
    if (!report.isObject()) {
      return "This run did not measure it.\n";
    }
    Markdown table = Markdown.table("figure", ">seen", "target", "met");
    Markdown.members(
        "",
        report,
        (name, value) -> {
          if (name.contains(".curve.")) {
            return;
          }
          Optional<Target> target = Target.of(trial.label(), name);
          table.row(
              label(name),
              Markdown.value(value),
              target.map(Target::text).orElse(""),
              target.map(each -> met(each, value)).orElse(""));
        });
    return table.toString();
  }

  /** What a person calls a trial's figure. */
  private static String label(String name) {
    return switch (name) {
      case "heapBytesPerPlace" -> "heap, bytes a place and its copy";
      case "joinRatio" -> "joins: rate of the large queue by that of the small";
      case "pollRatio" -> "polls: rate by that of the calm or small queue";
      case "admissionStepMs" -> "an admission step, ms";
      case "goodputRatio" -> "sales under overload by the best (the worse of both)";
      case "recoverySeconds" -> "until all is as before, s (the worse of both)";
      case "cpuRatio" -> "processor time a request: two nodes by one";
      default -> Markdown.words(name.replace(".", ": "));
    };
  }

  /** Where the time goes, under a heading of its own; nothing where nobody looked. */
  String profile() {
    if (!run.profile().isObject()) {
      return "";
    }
    Markdown table = Markdown.table("path", ">bytes allocated a request", "what", ">CPU");
    run.profile()
        .fields()
        .forEachRemaining(
            path -> {
              String name = "`" + path.getKey() + "`";
              String bytes = Markdown.value(path.getValue().path("bytesPerRequest"));
              for (JsonNode part : path.getValue().path("cpu")) {
                String share = Markdown.form("%.0f %%", part.path("share").doubleValue() * 100);
                table.row(name, bytes, part.path("what").asText(), share);
                name = "";
                bytes = "";
              }
            });
    return "## Where the time goes\n"
        + "A node's samples under each path's load, by what they were in; bytes are those that its threads allocated.\n\n"
        + table;
  }
}
