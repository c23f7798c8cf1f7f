package io.boxoffice.queue;

import java.util.ArrayList;
import java.util.List;

/**
 * The sequences that this head may hand out: blocks reserved in PostgreSQL before use.
 *
 * <p>Sequences ascend strictly, also from block to block; one that was handed out, or that lies
 * below one that was, is never handed out again. Not safe for concurrent use.
 */
final class SequenceBlocks {
  /** More blocks than this are not kept; two are enough, the rest is for races of two reservers. */
  static final int MOST_BLOCKS = 8;

  /** A half-open range of sequences. */
  record Block(long from, long to) {
    Block {
      if (from < 0 || to <= from) {
        throw new IllegalArgumentException("no such block: " + from + ".." + to);
      }
    }
  }

  private final List<Block> blocks = new ArrayList<>();
  private long last;

  /**
   * @param last the greatest sequence that was handed out; 0 for none, since sequences begin at 1
   */
  SequenceBlocks(long last) {
    this.last = last;
  }

  /** The greatest sequence handed out, 0 for none. */
  long last() {
    return last;
  }

  List<Block> blocks() {
    return List.copyOf(blocks);
  }

  /** How many sequences are left. */
  long left() {
    long left = 0;
    for (Block block : blocks) {
      left += block.to() - block.from();
    }
    return left;
  }

  /**
   * Adds a block; what of it lies below the last sequence handed out, or inside a known block, is
   * left out, so that adding one twice changes nothing.
   */
  void add(long from, long to) {
    long start = Math.max(from, last + 1);
    int at = 0;
    for (Block block : blocks) {
      if (block.from() <= start && start < block.to()) {
        start = block.to();
      }
      if (block.from() < start) {
        at++;
      }
    }
    if (start < to && blocks.size() < MOST_BLOCKS) {
      blocks.add(at, new Block(start, to));
    }
  }

  /** The next sequence, or 0 where a block is needed. */
  long take() {
    if (blocks.isEmpty()) {
      return 0;
    }
    Block block = blocks.get(0);
    last = block.from();
    if (block.from() + 1 == block.to()) {
      blocks.remove(0);
    } else {
      blocks.set(0, new Block(block.from() + 1, block.to()));
    }
    return last;
  }
}
