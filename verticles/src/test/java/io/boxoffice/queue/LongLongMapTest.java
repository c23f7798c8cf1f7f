package io.boxoffice.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

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
}
