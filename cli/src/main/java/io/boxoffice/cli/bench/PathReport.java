package io.boxoffice.cli.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A path's figures beside its yardstick's.
 *
 * @param prepared a yardstick whose body lies compressed; null where that is no question
 * @param commonRate the rate, per second, at which both were asked for their processor time
 */
public record PathReport(Figures ours, Figures yardstick, Figures prepared, double commonRate) {
  /** Whether the servers, and neither the driver nor others, set both rates. */
  @JsonIgnore
  public boolean comparable() {
    return caution().isEmpty();
  }

  /** Why the rates cannot be compared; empty where they can. */
  String caution() {
    if (!ours.steady() || !yardstick.steady()) {
      return "not steady: something else used the machine";
    }
    return ours.driverLimited() || yardstick.driverLimited() ? "driver-limited" : "";
  }

  /** Ours of the yardstick's throughput; above 1 where ours is faster. */
  public double ratio() {
    return ours.requestsPerSecond() / yardstick.requestsPerSecond();
  }

  /**
   * The yardstick's processor time of ours; above 1 where ours needs less. Null where one of them
   * used less than the system tells of, as in very short windows.
   */
  public Double cpuRatio() {
    return share(yardstick.cpuMicros(), ours.cpuMicros());
  }

  /** One processor time of another; null where either is not known. */
  static Double share(double micros, double ofMicros) {
    return micros > 0 && ofMicros > 0 ? micros / ofMicros : null;
  }
}
