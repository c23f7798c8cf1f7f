package io.boxoffice.cli;

import io.boxoffice.cli.client.Views.QueueStats;
import java.util.Locale;

/** How a queue's numbers are worded. */
final class QueueNumbers {
  private QueueNumbers() {}

  /** Such as 18,000. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Such as 20 of 100. */
  static String admitted(QueueStats stats) {
    return String.format(Locale.ROOT, "%,d of %,d", stats.admitted(), stats.capacity());
  }

  /** How fast places are admitted at most. */
  static String rate(QueueStats stats) {
    if (stats.paused()) {
      return "paused";
    }
    return stats.admitPerMinute() == 0
        ? "no limit"
        : String.format(Locale.ROOT, "%,d a minute", stats.admitPerMinute());
  }

  /** How long the first in line has waited; null where nobody waits. */
  static String oldestWait(QueueStats stats) {
    return stats.oldestWaitSeconds() == null ? null : stats.oldestWaitSeconds() + " s";
  }

  /** One sentence that says how the queue stands. */
  static String sentence(QueueStats stats) {
    return String.format(
        Locale.ROOT, "Waiting: %,d; admitted: %s.", stats.waiting(), admitted(stats));
  }
}
