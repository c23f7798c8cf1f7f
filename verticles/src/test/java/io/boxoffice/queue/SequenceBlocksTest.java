package io.boxoffice.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SequenceBlocksTest {
  private static List<Long> takeAll(SequenceBlocks blocks) {
    return LongStream.generate(blocks::take).takeWhile(taken -> taken != 0).boxed().toList();
  }

  @Test
  void sequencesBeginAtOne() {
    SequenceBlocks blocks = new SequenceBlocks(0);
    blocks.add(0, 4);
    assertThat(takeAll(blocks)).containsExactly(1L, 2L, 3L);
    assertThat(blocks.last()).isEqualTo(3);
  }

  @Test
  void aBlockThatIsAddedTwiceIsHandedOutOnce() {
    SequenceBlocks blocks = new SequenceBlocks(0);
    blocks.add(10, 14);
    assertThat(blocks.take()).isEqualTo(10);
    blocks.add(10, 14);
    assertThat(takeAll(blocks)).containsExactly(11L, 12L, 13L);
    blocks.add(10, 14);
    assertThat(takeAll(blocks)).isEmpty();
  }

  @Test
  void aBlockThatComesLateIsUsedOnlyIfNothingAboveItWas() {
    SequenceBlocks blocks = new SequenceBlocks(0);
    blocks.add(20, 22);
    blocks.add(10, 12);
    assertThat(takeAll(blocks)).containsExactly(10L, 11L, 20L, 21L);
    blocks.add(12, 20);
    assertThat(blocks.left()).isZero();
    assertThat(blocks.take()).isZero();
  }

  @Test
  void noMoreBlocksAreKeptThanSaid() {
    SequenceBlocks blocks = new SequenceBlocks(0);
    for (int i = 1; i <= 2 * SequenceBlocks.MOST_BLOCKS; i++) {
      blocks.add(i * 10L, i * 10L + 1);
    }
    assertThat(blocks.blocks()).hasSize(SequenceBlocks.MOST_BLOCKS);
    assertThat(takeAll(blocks)).isSorted().hasSize(SequenceBlocks.MOST_BLOCKS);
  }
}
