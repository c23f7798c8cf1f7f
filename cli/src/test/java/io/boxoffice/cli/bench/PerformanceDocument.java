package io.boxoffice.cli.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** docs/performance.md: what stands between its marks, from a run. */
final class PerformanceDocument {
  private static final String END = "<!-- figures end -->";

  private PerformanceDocument() {}

  /** The document with a run's figures. */
  static String filled(String document, PerformanceRun run) {
    ResultTables results = new ResultTables(run);
    Map<String, String> sections = new LinkedHashMap<>();
    sections.put("machine", results.machine());
    sections.put("results", results.results());
    sections.put("plots", results.plots());
    for (BenchTrial trial : BenchTrial.values()) {
      sections.put(trial.label(), results.trial(trial));
    }
    sections.put("profile", results.profile());
    sections.put("model", new ModelTables(run).all());
    return with(document, sections);
  }

  /** The document without any figure. */
  static String emptied(String document) {
    Map<String, String> sections = new LinkedHashMap<>();
    for (String name : document.split("<!-- figures: ", -1)) {
      sections.put(name.substring(0, Math.max(0, name.indexOf(" -->"))), "");
    }
    sections.keySet().removeIf(name -> !name.matches("[a-z0-9]+"));
    return with(document, sections);
  }

  private static String with(String document, Map<String, String> sections) {
    String text = document;
    for (Map.Entry<String, String> section : sections.entrySet()) {
      String begin = "<!-- figures: " + section.getKey() + " -->\n";
      int from = text.indexOf(begin);
      int end = text.indexOf(END, from);
      if (from < 0 || end < 0) {
        throw new IllegalArgumentException("the document has no marks for " + section.getKey());
      }
      text = text.substring(0, from + begin.length()) + section.getValue() + text.substring(end);
    }
    return text;
  }
}
