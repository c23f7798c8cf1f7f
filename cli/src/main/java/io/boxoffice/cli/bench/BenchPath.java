package io.boxoffice.cli.bench;

/** What can be measured. */
public enum BenchPath {
  POLL("poll", "the status poll of a waiting place");

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
