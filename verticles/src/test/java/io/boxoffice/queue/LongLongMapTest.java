package io.boxoffice.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The map against the JDK's, at sizes that split, grow and shrink its tables. */
class LongLongMapTest {
  @Property(tries = 40)
  void theMapIsTheMap(@ForAll long seed) {
    Random random = new Random(seed);
    LongLongMap map = new LongLongMap();
    Map<Long, Long> model = new HashMap<>();
    long keys = 1L + random.nextInt(60_000);
    for (int round = 0; round < 6; round++) {
      boolean growing = random.nextInt(3) > 0;
      for (int i = random.nextInt(40_000); i > 0; i--) {
        // Neighbours, and ids as Tsid makes them.
        long key = random.nextLong(keys) << (keys % 2 == 0 ? 0 : 22);
        if (random.nextInt(4) > 0 == growing) {
          map.put(key, key + i);
          model.put(key, key + i);
        } else {
          map.remove(key);
          model.remove(key);
        }
      }
      assertThat(map.size()).isEqualTo(model.size());
      for (long number = 0; number < keys; number++) {
        long key = number << (keys % 2 == 0 ? 0 : 22);
        assertThat(map.get(key)).isEqualTo(model.getOrDefault(key, LongLongMap.NONE));
      }
    }
    map.clear();
    assertThat(map.size()).isZero();
    assertThat(map.bytes()).isLessThan(1_000);
  }

  /** All of them asked after each change, in a map that is emptied now and then. */
  @Property(tries = 300)
  void keysThatShareTheirSlotsAreToldApart(@ForAll long seed) {
    Random random = new Random(seed);
    long[] keys = collidingKeys(random);
    LongLongMap map = new LongLongMap();
    Map<Long, Long> model = new HashMap<>();
    for (int i = 1; i <= 200; i++) {
      long key = keys[random.nextInt(keys.length)];
      int what = random.nextInt(40);
      if (what == 0) {
        map.clear();
        model.clear();
      } else if (what < 22) {
        map.put(key, i);
        model.put(key, (long) i);
      } else {
        map.remove(key);
        model.remove(key);
      }
      assertThat(map.size()).isEqualTo(model.size());
      assertThat(LongStream.of(keys).map(map::get))
          .containsExactlyElementsOf(
              LongStream.of(keys)
                  .mapToObj(each -> model.getOrDefault(each, LongLongMap.NONE))
                  .toList());
    }
  }

  /** Few enough for the smallest table, of which the last slots and the first are home to all. */
  private static long[] collidingKeys(Random random) {
    return LongStream.range(0, 10)
        .map(n -> (n << 24) | ((random.nextInt(4) + 14) % 16))
        .map(LongLongMapTest::keyOf)
        .toArray();
  }

  @Property(tries = 100)
  void manyAreReadAsEachIs(@ForAll long seed) {
    Random random = new Random(seed);
    LongLongMap map = new LongLongMap();
    for (int i = random.nextInt(5_000); i > 0; i--) {
      map.put(random.nextInt(8_000) - 4_000, i);
    }
    List<Long> keys = new ArrayList<>();
    for (int i = random.nextInt(500); i > 0; i--) {
      keys.add(random.nextInt(10_000) - 5_000L);
    }

    assertThat(map.getAll(keys)).containsExactly(keys.stream().mapToLong(map::get).toArray());
  }

  /** Their first 22 bits are none; one more bit would double the directory for all. */
  @Test
  void keysWhoseHashesBeginAlikeDoNotSplitTheTablesForEver() {
    long[] keys = LongStream.range(0, 10_000).map(n -> keyOf((n << 28) | n)).toArray();
    LongLongMap map = new LongLongMap();

    LongStream.of(keys).forEach(key -> map.put(key, (key >>> 1) + 1));

    assertThat(map.size()).isEqualTo(keys.length);
    assertThat(map.bytes()).isLessThan(8_000_000);
    for (long key : keys) {
      assertThat(map.get(key)).isEqualTo((key >>> 1) + 1);
    }
    assertThat(map.get(keyOf(1))).isEqualTo(LongLongMap.NONE);
  }

  @Test
  void anEntryTakesTwentyFourToFortyEightBytesAndGivesThemBack() {
    LongLongMap map = new LongLongMap();
    List<Long> keys = new Random(1).longs(200_000).boxed().toList();
    for (int i = 0; i < keys.size(); i++) {
      map.put(keys.get(i), 1);
      if (i > 10_000 && i % 1_000 == 0) {
        assertThat(map.bytes() / (i + 1)).isBetween(24L, 49L);
      }
    }
    long full = map.bytes();

    keys.forEach(map::remove);

    assertThat(map.size()).isZero();
    assertThat(map.bytes()).isLessThan(full / 100);
  }

  @Test
  void aValueMustBePositive() {
    LongLongMap map = new LongLongMap();
    map.put(5, 1);

    assertThatThrownBy(() -> map.put(5, LongLongMap.NONE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> map.put(6, -1)).isInstanceOf(IllegalArgumentException.class);
    assertThat(map.get(5)).isEqualTo(1);
    assertThat(map.size()).isEqualTo(1);
  }

  /** The key with this hash: a hash is the key times an odd number, which has an inverse. */
  private static long keyOf(long hash) {
    long factor = LongLongMap.hash(1);
    long inverse = factor;
    for (int bits = 3; bits < Long.SIZE; bits *= 2) {
      inverse *= 2 - factor * inverse;
    }
    long key = hash * inverse;
    assertThat(LongLongMap.hash(key)).isEqualTo(hash);
    return key;
  }
}
