package io.boxoffice.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the tokens say that were verified, those that came lately first.
 *
 * <p>Two generations: what is asked for in the older one moves to the younger one, and a full young
 * one becomes the old one, whose rest is forgotten. So the last half of the maximum always stays,
 * and finding what is young changes nothing: a cache that keeps an order of use would write to
 * memory all over with each read. Safe for use from any thread.
 */
final class TokenMemory<V> {
  private static final class Generations<V> {
    final Map<TokenText, V> young = new ConcurrentHashMap<>();
    final Map<TokenText, V> old;

    Generations(Map<TokenText, V> old) {
      this.old = old;
    }
  }

  private final int half;
  private volatile Generations<V> all = new Generations<>(new ConcurrentHashMap<>());

  /**
   * @param maximum how many are kept at most, give or take the threads that add some at a time; 2
   *     or more
   */
  TokenMemory(int maximum) {
    half = Math.max(1, maximum / 2);
  }

  /** What the text says; null where it is not known. */
  V get(TokenText text) {
    Generations<V> now = all;
    V young = now.young.get(text);
    if (young != null) {
      return young;
    }
    V old = now.old.get(text);
    if (old != null) {
      put(now, text, old);
    }
    return old;
  }

  void put(TokenText text, V value) {
    put(all, text, value);
  }

  /** What is put into generations that were forgotten meanwhile is forgotten with them. */
  private void put(Generations<V> now, TokenText text, V value) {
    now.young.put(text, value);
    if (now.young.size() >= half) {
      age(now);
    }
  }

  private synchronized void age(Generations<V> full) {
    if (all == full) {
      all = new Generations<>(full.young);
    }
  }

  void remove(TokenText text) {
    Generations<V> now = all;
    now.young.remove(text);
    now.old.remove(text);
  }

  /** Forgets all. */
  synchronized void clear() {
    all = new Generations<>(new ConcurrentHashMap<>());
  }

  /** How many are kept. */
  int size() {
    Generations<V> now = all;
    return now.young.size() + now.old.size();
  }
}
