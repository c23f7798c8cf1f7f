package io.boxoffice.cli.bench;

/** What is measured beyond the rates of the paths. */
public enum BenchTrial {
  MILLION("million", "joins and polls of a queue with a million places"),
  OVERLOAD("overload", "five times the holds and payments that can be served"),
  NODES2("nodes2", "the processor time of two nodes beside that of one");

  private final String label;
  private final String about;

  BenchTrial(String label, String about) {
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
