package io.boxoffice.cli.bench;

import java.util.List;

/** What {@link NodesTrial} showed. */
public record NodesReport(double cpuRatio) implements TrialReport {
  @Override
  public List<String> lines() {
    return List.of(toString());
  }
}
