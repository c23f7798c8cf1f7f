package io.boxoffice.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The table against a sorted map, at sizes that fill, split, empty and join pages. */
class PlaceTableTest {
  private final TreeMap<Long, PlaceTable.Row> model = new TreeMap<>();
  private final PlaceTable table = new PlaceTable();
  private Random random;
  private long last;

  @Property(tries = 60)
  void theTableIsTheMap(@ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int rounds) {
    model.clear();
    table.clear();
    last = 0;
    random = new Random(seed);
    for (int round = 0; round < rounds; round++) {
      switch (random.nextInt(5)) {
        case 0, 1 -> append(random.nextInt(3 * PlacePage.MOST));
        case 2 -> putBetween(random.nextInt(2 * PlacePage.MOST));
        case 3 -> remove(random.nextDouble());
        default -> removeFirst(random.nextInt(3 * PlacePage.MOST));
      }
      compare();
    }
  }

  private void put(long sequence) {
    PlaceTable.Row row = new PlaceTable.Row(sequence, random.nextLong(), random.nextLong());
    table.put(sequence, row.userId(), row.joinedMs(), sequence % 7);
    model.put(sequence, row);
  }

  private void append(int count) {
    for (int i = 0; i < count; i++) {
      // Some sequences are left out, for those who come out of order.
      last += 1 + random.nextInt(3);
      put(last);
    }
  }

  private void putBetween(int count) {
    for (int i = 0; i < count && last > 0; i++) {
      long sequence = 1L + random.nextInt((int) last);
      if (!model.containsKey(sequence)) {
        put(sequence);
      }
    }
  }

  private void remove(double share) {
    List<Long> all = new ArrayList<>(model.keySet());
    for (long sequence : all) {
      if (random.nextDouble() < share) {
        remove(sequence);
      }
    }
  }

  private void removeFirst(int count) {
    for (int i = 0; i < count && !model.isEmpty(); i++) {
      int first = table.first();
      assertThat(table.sequence(first)).isEqualTo(model.firstKey());
      remove(model.firstKey());
    }
  }

  private void remove(long sequence) {
    table.remove(table.indexOf(sequence));
    model.remove(sequence);
  }

  private void compare() {
    assertThat(table.count()).isEqualTo(model.size());
    long fingerprint = 0;
    int position = 0;
    int index = table.first();
    for (Map.Entry<Long, PlaceTable.Row> entry : model.entrySet()) {
      assertThat(table.row(index)).isEqualTo(entry.getValue());
      assertThat(table.stamp(index)).isEqualTo(entry.getKey() % 7);
      assertThat(table.indexOf(entry.getKey())).isEqualTo(index);
      assertThat(table.position(index)).isEqualTo(++position);
      fingerprint += PlaceTable.mark(entry.getKey(), entry.getValue().userId());
      index = table.after(index);
    }
    assertThat(index).isEqualTo(-1);
    assertThat(table.fingerprint()).isEqualTo(fingerprint);
    for (int i = 0; i < 200; i++) {
      long sequence = random.nextInt((int) last + 5);
      Long ceiling = model.ceilingKey(sequence);
      int from = table.firstFrom(sequence);
      assertThat(from < 0 ? null : (Long) table.sequence(from)).isEqualTo(ceiling);
      assertThat(table.indexOf(sequence) >= 0).isEqualTo(model.containsKey(sequence));
    }
    // At least a quarter of what is in two neighbours lives, at 32 bytes a row.
    assertThat(table.bytes()).isLessThan(10_000 + 2 * PlacePage.MOST * 34L + model.size() * 140L);
  }
}
