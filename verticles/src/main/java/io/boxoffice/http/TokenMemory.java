package io.boxoffice.http;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What the tokens say that were verified, those that came lately first.
 *
 * <p>Two generations: what is asked for in the older one moves to the younger one, and a full young
 * one becomes the old one, whose rest is forgotten. So the last half of the maximum always stays,
 * and finding what is young changes nothing: a cache that keeps an order of use would write to
 * memory all over with each read.
 *
 * <p>The tables are our own, since of a large crowd nothing is in the processor's caches: a look-up
 * touches the table and what is remembered, and no key or entry in between. Safe for use from any
 * thread; reading locks nothing.
 */
final class TokenMemory<R extends TokenMemory.Remembered> {
  /** What a token says, and the text that says it: the token, or the header line with it. */
  abstract static class Remembered {
    private static final int HASHED = 16;

    private final String text;
    private final int hash;

    Remembered(String text) {
      this.text = text;
      hash = hash(text);
    }

    /** The very characters that it was said with. */
    String text() {
      return text;
    }

    private boolean isOf(String other, int otherHash) {
      return hash == otherHash && text.equals(other);
    }

    /** Whether it was said with these very characters. */
    boolean isOf(String other) {
      return text.equals(other);
    }

    /**
     * The end of a good token is the end of its signature, which nobody can choose, so it spreads
     * well; only good ones are kept.
     */
    private static int hash(String text) {
      int hash = text.length();
      for (int i = Math.max(0, text.length() - HASHED); i < text.length(); i++) {
        hash = 31 * hash + text.charAt(i);
      }
      return hash ^ (hash >>> 16);
    }
  }

  /** In the place of what was removed, so that a search goes on behind it. */
  private static final class Removed extends Remembered {
    static final Removed REMOVED = new Removed();

    private Removed() {
      super("");
    }
  }

  /** Looked up from the hash's slot on, up to the first that was never used. */
  private static final class Table<R extends Remembered> {
    private static final int SMALLEST = 64;

    private volatile AtomicReferenceArray<Remembered> slots;
    private int used;
    private volatile int size;

    Table(int length) {
      slots = new AtomicReferenceArray<>(length);
    }

    Table() {
      this(SMALLEST);
    }

    int length() {
      return slots.length();
    }

    @SuppressWarnings("unchecked") // What is of a text was put by its caller.
    R get(String text, int hash) {
      AtomicReferenceArray<Remembered> now = slots;
      Remembered found;
      for (int slot = hash; (found = at(now, slot)) != null; slot++) {
        if (found.isOf(text, hash) && found != Removed.REMOVED) {
          return (R) found;
        }
      }
      return null;
    }

    private static Remembered at(AtomicReferenceArray<Remembered> slots, int slot) {
      return slots.getAcquire(slot & (slots.length() - 1));
    }

    /** Replaces what is of the same text. */
    synchronized void put(R remembered) {
      if (2 * (used + 1) > slots.length()) {
        rebuild();
      }
      Remembered before = set(slots, remembered);
      used += before == null ? 1 : 0;
      size += before == null ? 1 : 0;
    }

    synchronized void remove(String text, int hash) {
      Remembered found;
      for (int slot = hash; (found = at(slots, slot)) != null; slot++) {
        if (found.isOf(text, hash) && found != Removed.REMOVED) {
          slots.setRelease(slot & (slots.length() - 1), Removed.REMOVED);
          size--;
          return;
        }
      }
    }

    /** Gives what was there; null where it took a new slot. */
    private static Remembered set(AtomicReferenceArray<Remembered> slots, Remembered remembered) {
      int slot = remembered.hash;
      Remembered found = at(slots, slot);
      while (found != null && !found.isOf(remembered.text, remembered.hash)) {
        slot++;
        found = at(slots, slot);
      }
      slots.setRelease(slot & (slots.length() - 1), remembered);
      return found;
    }

    /** At most a quarter full then, and nothing that was removed is in the way any more. */
    private void rebuild() {
      int length = SMALLEST;
      while (length < 4 * size) {
        length *= 2;
      }
      AtomicReferenceArray<Remembered> next = new AtomicReferenceArray<>(length);
      for (int i = 0; i < slots.length(); i++) {
        Remembered each = slots.getPlain(i);
        if (each != null && each != Removed.REMOVED) {
          set(next, each);
        }
      }
      slots = next;
      used = size;
    }
  }

  private static final class Generations<R extends Remembered> {
    final Table<R> young;
    final Table<R> old;

    Generations(Table<R> young, Table<R> old) {
      this.young = young;
      this.old = old;
    }
  }

  private final int half;
  private volatile Generations<R> all = new Generations<>(new Table<>(), new Table<>());

  /**
   * @param maximum how many are kept at most, give or take the threads that add some at a time; 2
   *     or more
   */
  TokenMemory(int maximum) {
    half = Math.max(1, maximum / 2);
  }

  /** What the text says; null where it is not known. */
  R get(String text) {
    int hash = Remembered.hash(text);
    Generations<R> now = all;
    R young = now.young.get(text, hash);
    if (young != null) {
      return young;
    }
    R old = now.old.get(text, hash);
    if (old != null) {
      put(now, old);
    }
    return old;
  }

  /** Remembers it instead of what its text has said before. */
  void put(R remembered) {
    put(all, remembered);
  }

  /** What is put into generations that were forgotten meanwhile is forgotten with them. */
  private void put(Generations<R> now, R remembered) {
    now.young.put(remembered);
    if (now.young.size >= half) {
      age(now);
    }
  }

  private synchronized void age(Generations<R> full) {
    if (all == full) {
      // As long as the last one came to be, which then need not be done again.
      all = new Generations<>(new Table<>(full.young.length()), full.young);
    }
  }

  void remove(String text) {
    int hash = Remembered.hash(text);
    Generations<R> now = all;
    now.young.remove(text, hash);
    now.old.remove(text, hash);
  }

  /** Forgets all. */
  synchronized void clear() {
    all = new Generations<>(new Table<>(), new Table<>());
  }

  /** How many are kept. */
  int size() {
    Generations<R> now = all;
    return now.young.size + now.old.size;
  }
}
