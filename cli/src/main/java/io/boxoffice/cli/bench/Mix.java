package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.load.Requests;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;

/** Several kinds of requests, each as often as its weight says; at random, the same for a seed. */
final class Mix implements Requests {
  /**
   * @param weight above 0
   */
  record Part(double weight, Requests requests) {}

  private final List<Part> parts;
  private final double weights;
  private final SplittableRandom random;
  private int last;

  Mix(List<Part> parts, long seed) {
    this.parts = List.copyOf(parts);
    weights = parts.stream().mapToDouble(Part::weight).sum();
    random = new SplittableRandom(seed);
  }

  /** A part that has no more requests ends all, since the rest would be another mix. */
  @Override
  public int write(ByteBuffer out) {
    last = choose();
    int number = parts.get(last).requests().write(out);
    return number < 0 ? number : Math.addExact(Math.multiplyExact(number, parts.size()), last);
  }

  private int choose() {
    double left = random.nextDouble() * weights;
    int part = 0;
    while (part < parts.size() - 1 && left >= parts.get(part).weight()) {
      left -= parts.get(part).weight();
      part++;
    }
    return part;
  }

  @Override
  public boolean readsBodies() {
    return parts.get(last).requests().readsBodies();
  }

  @Override
  public boolean answered(int number, int status, byte[] body, int length) {
    return parts
        .get(number % parts.size())
        .requests()
        .answered(number / parts.size(), status, body, length);
  }

  @Override
  public void unanswered(int number) {
    parts.get(number % parts.size()).requests().unanswered(number / parts.size());
  }
}
