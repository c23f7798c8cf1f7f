package io.boxoffice.queue;

import java.util.List;

/**
 * A head's answer to a command.
 *
 * @param facts null unless the outcome is DONE
 * @param places one answer for each place that the command names or lists
 * @param count how many were admitted by an operator's order
 * @param stats null unless asked for
 * @param delta null unless asked for
 * @param findings what a check found
 */
record HeadReply(
    Outcome outcome,
    Facts facts,
    List<PlaceAnswer> places,
    int count,
    HeadStats stats,
    HeadDelta delta,
    List<String> findings) {

  /** Whether the command ran. */
  enum Outcome {
    DONE,
    /** There is no head: it was never made, or lost. */
    NO_HEAD,
    /** The sender's clock is implausibly far ahead; nothing was done. */
    TIME_REFUSED
  }

  /**
   * What every answer tells of the head.
   *
   * @param salesCloseMs the sale's end as the head knows it
   * @param sequencesLeft how many more places may join before a block is needed
   * @param idle whether the sale is over and no place lives
   * @param version counts the head's changes
   */
  record Facts(long epoch, long salesCloseMs, long sequencesLeft, boolean idle, long version) {
    static Facts of(QueueHead head) {
      return new Facts(
          head.epoch,
          head.settings.salesCloseMs(),
          head.blocks.left(),
          head.phase().isOver() && head.sequenceByUser.size() == 0,
          head.log.version());
    }
  }

  HeadReply {
    places = List.copyOf(places);
    findings = List.copyOf(findings);
  }

  static HeadReply without(Outcome outcome) {
    return new HeadReply(outcome, null, List.of(), 0, null, null, List.of());
  }

  static HeadReply done(QueueHead head) {
    return places(head, List.of());
  }

  static HeadReply places(QueueHead head, List<PlaceAnswer> places) {
    return new HeadReply(Outcome.DONE, Facts.of(head), places, 0, null, null, List.of());
  }

  static HeadReply count(QueueHead head, int count) {
    return new HeadReply(Outcome.DONE, Facts.of(head), List.of(), count, null, null, List.of());
  }

  static HeadReply stats(QueueHead head) {
    return new HeadReply(
        Outcome.DONE, Facts.of(head), List.of(), 0, head.view.stats(), null, List.of());
  }

  static HeadReply delta(QueueHead head, HeadDelta delta) {
    return new HeadReply(Outcome.DONE, Facts.of(head), List.of(), 0, null, delta, List.of());
  }

  static HeadReply findings(QueueHead head, List<String> findings) {
    return new HeadReply(Outcome.DONE, Facts.of(head), List.of(), 0, null, null, findings);
  }
}
