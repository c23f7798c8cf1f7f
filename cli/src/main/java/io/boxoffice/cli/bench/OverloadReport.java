package io.boxoffice.cli.bench;

import java.util.List;

/** What {@link OverloadTrial} showed. */
public record OverloadReport(double goodputRatio, double recoverySeconds) implements TrialReport {
  @Override
  public List<String> lines() {
    return List.of(toString());
  }
}
