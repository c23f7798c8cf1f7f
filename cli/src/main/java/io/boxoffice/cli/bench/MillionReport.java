package io.boxoffice.cli.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@link MillionTrial} showed of a queue with so many waiting, beside one with a thousand.
 *
 * @param places how many waited in the large queue
 * @param fillSeconds how long they took to join
 * @param heapBytes by how much they raised the node's live heap, the queue and the node's copy of
 *     it; null where there is no jcmd to measure it
 * @param heapBytesPerPlace the same for each place; null likewise
 * @param joinRatio the large queue's rate of the small one's; null where something else than the
 *     node set one of them
 * @param joinCpuRatio the small queue's processor time a join of the large one's; null where
 *     windows were too short to tell
 * @param pollRatio as joinRatio for polls, each queue's by all its buyers with tokens
 * @param pollRatioOfFew the same where as few buyers poll the large queue as the small one; null
 *     likewise
 * @param admissionStepMs what 99 of 100 commands that let buyers in kept to on the partition's
 *     thread, by the clock on the wall
 * @param admissionStepMaxMs the longest of them, those before the code was warm included
 * @param positionsChecked answers whose position was compared with the order of joining
 * @param join ours is the large queue, the yardstick the small one
 * @param poll the same; prepared is the large queue polled by a thousand
 */
public record MillionReport(
    int places,
    double fillSeconds,
    Long heapBytes,
    Double heapBytesPerPlace,
    Double joinRatio,
    Double joinCpuRatio,
    Double pollRatio,
    Double pollCpuRatio,
    Double pollRatioOfFew,
    Double pollCpuRatioOfFew,
    double admissionStepMs,
    double admissionStepMeanMs,
    double admissionStepMaxMs,
    long admissionSteps,
    long positionsChecked,
    PathReport join,
    PathReport poll)
    implements TrialReport {

  @JsonIgnore
  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(text("%,d places, filled in %.0f s", places, fillSeconds));
    lines.add(
        heapBytesPerPlace == null
            ? "heap not measured: this Java has no jcmd"
            : text("heap: %.0f bytes a place and its copy", heapBytesPerPlace));
    lines.add(rates("joins", join, joinRatio, joinCpuRatio));
    lines.add(rates("polls", poll, pollRatio, pollCpuRatio));
    lines.add(
        text(
            "polls by as few buyers as the small queue's: ratio %s, cpu %s",
            ratio(pollRatioOfFew), ratio(pollCpuRatioOfFew)));
    lines.add(
        text(
            "admission step: 99 %% within %.2f ms, mean %.3f ms, longest %.2f ms, of %,d",
            admissionStepMs, admissionStepMeanMs, admissionStepMaxMs, admissionSteps));
    lines.add(text("positions: %,d checked, all exact", positionsChecked));
    return lines;
  }

  private static String rates(String what, PathReport report, Double ratio, Double cpuRatio) {
    return text(
        "%s: %,.0f/s beside %,.0f/s, ratio %s; %.1f us beside %.1f us, cpu %s; %s",
        what,
        report.ours().requestsPerSecond(),
        report.yardstick().requestsPerSecond(),
        ratio(ratio),
        report.ours().cpuMicros(),
        report.yardstick().cpuMicros(),
        ratio(cpuRatio),
        report.comparable() ? "steady" : report.caution());
  }

  private static String ratio(Double ratio) {
    return ratio == null ? "none" : text("%.2f", ratio);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
