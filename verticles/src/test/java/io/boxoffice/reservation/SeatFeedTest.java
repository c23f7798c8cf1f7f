package io.boxoffice.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.messages.SeatMessages.SeatMapVersion;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SeatFeedTest {
  /** The ring against a plain list of all changes, asked for every version that there was. */
  @Property
  void tellsWhatChangedSinceEachVersionThatItKeeps(
      @ForAll @IntRange(min = 1, max = 8) int capacity,
      @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 5) Integer> seats) {
    SeatFeed feed = new SeatFeed(capacity, version(0));
    for (int n = 0; n < seats.size(); n++) {
      feed.add(seats.get(n), version(n + 1));
    }
    for (int known = 0; known <= seats.size(); known++) {
      boolean kept = seats.size() - known <= capacity;
      List<Integer> news = new ArrayList<>(seats.subList(known, seats.size()));
      int[] told = feed.since(version(known));
      if (kept) {
        assertThat(told)
            .containsExactly(news.stream().distinct().mapToInt(Integer::intValue).toArray());
      } else {
        assertThat(told).isNull();
      }
    }
  }

  /** Another node has seen as many changes, but not the same ones. */
  @Property
  void knowsNoVersionOfAnotherHistory(@ForAll @Size(max = 30) List<Integer> seats) {
    SeatFeed feed = new SeatFeed(8, version(0));
    for (int n = 0; n < seats.size(); n++) {
      feed.add(seats.get(n), version(n + 1));
    }
    for (int n = 0; n <= seats.size(); n++) {
      assertThat(feed.since(new SeatMapVersion(version(n).version(), -1))).isNull();
    }
  }

  /** Versions grow, by more than one where a change was missed. */
  private static SeatMapVersion version(int changes) {
    return new SeatMapVersion(3L * changes + 7, changes * 31L);
  }
}
