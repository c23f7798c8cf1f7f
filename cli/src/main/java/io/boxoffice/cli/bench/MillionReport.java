package io.boxoffice.cli.bench;

import java.util.List;

/** What {@link MillionTrial} showed. */
public record MillionReport(double heapBytesPerPlace, double joinRatio, double pollRatio, double admissionStepMs)
    implements TrialReport {
  @Override
  public List<String> lines() {
    return List.of(toString());
  }
}
