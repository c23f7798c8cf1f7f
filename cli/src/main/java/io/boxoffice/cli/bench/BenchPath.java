package io.boxoffice.cli.bench;

/** What can be measured. */
public enum BenchPath {
  POLL("poll", "the status poll of a waiting place"),
  JOIN("join", "joining a queue, with access tokens that were seen before"),
  SEATS_UNCHANGED("seatsUnchanged", "the list of 1,000 seats to one who has it"),
  SEATS_FULL("seatsFull", "the list of 1,000 seats, compressed"),
  HOLD_TAKEN("holdTaken", "a hold on a seat that is taken"),
  HOLD("hold", "a hold on a seat that is free, each time another one"),
  PAYMENT("payment", "the payment of a hold, and with it the end of the place");

  private final String label;
  private final String about;

  BenchPath(String label, String about) {
    this.label = label;
    this.about = about;
  }

  /** As results name it. */
  public String label() {
    return label;
  }

  public String about() {
    return about;
  }

  @Override
  public String toString() {
    return label;
  }
}
