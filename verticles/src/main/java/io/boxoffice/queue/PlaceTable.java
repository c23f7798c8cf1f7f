package io.boxoffice.queue;

import java.util.Arrays;

/**
 * Places in the order of their sequences, with exact positions.
 *
 * <p>They lie in pages of up to {@value PlacePage#MOST}; a Fenwick tree counts the living ones
 * before each page. Nothing but that small tree ever goes through all of them: a full page gets a
 * follower, an emptied one goes, two sparse neighbours become one (so the memory stays below about
 * four times what lives), and a place out of order moves no more than its page.
 *
 * <p>An index is good until a place is put in or ends. Each place has a stamp, a number that is its
 * owner's to use and only grows. Not safe for concurrent use.
 *
 * @see <a href="https://doi.org/10.1002/spe.4380240306">Fenwick, A new data structure for
 *     cumulative frequency tables, 1994</a>
 */
class PlaceTable {
  private static final int SPARSE = PlacePage.MOST / 4;
  private static final int IN_PAGE = PlacePage.MOST - 1;

  private PlacePage[] pages;
  private int pageCount;

  /** No sequence of a page is below its floor, nor one of the page before at or above. */
  private long[] floors;

  /** One-based; {@code tree[i]} counts the pages {@code i - lowestBit(i) .. i - 1}. */
  private int[] tree;

  private int live;
  private long fingerprint;

  PlaceTable() {
    reset();
  }

  /** Ends all places at once. */
  void clear() {
    reset();
  }

  private void reset() {
    pages = new PlacePage[] {new PlacePage()};
    pageCount = 1;
    floors = new long[] {Long.MIN_VALUE};
    tree = new int[2];
    live = 0;
    fingerprint = 0;
  }

  /** A place with its numbers. */
  record Row(long sequence, long userId, long joinedMs) implements Comparable<Row> {
    @Override
    public int compareTo(Row other) {
      return Long.compare(sequence, other.sequence);
    }
  }

  /** How many live. */
  final int count() {
    return live;
  }

  /** The same number for the same living places, whatever happened before; else hardly ever. */
  final long fingerprint() {
    return fingerprint;
  }

  final int pageCount() {
    return pageCount;
  }

  final PlacePage page(int number) {
    return pages[number];
  }

  /**
   * Puts a place in: at the end in constant time, elsewhere at the cost of a page.
   *
   * @throws IllegalArgumentException where the sequence has a living place
   */
  void put(long sequence, long userId, long joinedMs, long stamp) {
    PlacePage last = pages[pageCount - 1];
    int number = pageCount - 1;
    if (last.size() == 0 || sequence > last.sequence(last.size() - 1)) {
      if (last.size() == PlacePage.MOST) {
        number = makeRoomAtTheEnd(sequence);
      }
      pages[number].append(sequence, userId, joinedMs, stamp);
    } else {
      number = makeRoomAmong(sequence);
      pages[number].insert(sequence, userId, joinedMs, stamp);
    }
    live++;
    count(number, 1);
    fingerprint += mark(sequence, userId);
  }

  private int makeRoomAtTheEnd(long sequence) {
    PlacePage last = pages[pageCount - 1];
    if (last.live() <= PlacePage.MOST / 2) {
      last.compact();
    } else {
      addPage(pageCount, PlacePage.large(), sequence);
    }
    return pageCount - 1;
  }

  private int makeRoomAmong(long sequence) {
    int number = pageOf(sequence);
    PlacePage page = pages[number];
    int row = page.rowOf(sequence);
    if (row >= 0 && page.isLive(row)) {
      throw new IllegalArgumentException("the place lives already");
    }
    if (page.live() < PlacePage.MOST) {
      return number;
    }
    PlacePage later = page.split();
    addPage(number + 1, later, later.sequence(0));
    return sequence < later.sequence(0) ? number : number + 1;
  }

  private void addPage(int number, PlacePage page, long floor) {
    if (pageCount == pages.length) {
      pages = Arrays.copyOf(pages, 2 * pageCount);
      floors = Arrays.copyOf(floors, 2 * pageCount);
    }
    System.arraycopy(pages, number, pages, number + 1, pageCount - number);
    System.arraycopy(floors, number, floors, number + 1, pageCount - number);
    pages[number] = page;
    floors[number] = floor;
    pageCount++;
    countAll();
  }

  private void dropPage(int number) {
    pageCount--;
    System.arraycopy(pages, number + 1, pages, number, pageCount - number);
    System.arraycopy(floors, number + 1, floors, number, pageCount - number);
    pages[pageCount] = null;
    floors[0] = Long.MIN_VALUE;
    if (pageCount < pages.length / 4) {
      pages = Arrays.copyOf(pages, pages.length / 2);
      floors = Arrays.copyOf(floors, floors.length / 2);
    }
    countAll();
  }

  private void count(int page, int change) {
    for (int i = page + 1; i < tree.length; i += i & -i) {
      tree[i] += change;
    }
  }

  private void countAll() {
    tree = tree.length == pages.length + 1 ? tree : new int[pages.length + 1];
    Arrays.fill(tree, 0);
    for (int i = 1; i < tree.length; i++) {
      tree[i] += i <= pageCount ? pages[i - 1].live() : 0;
      int parent = i + (i & -i);
      if (parent < tree.length) {
        tree[parent] += tree[i];
      }
    }
  }

  private int pageOf(long sequence) {
    int found = Arrays.binarySearch(floors, 0, pageCount, sequence);
    return found >= 0 ? found : Math.max(0, -found - 2);
  }

  private static int index(int page, int row) {
    return (page << PlacePage.BITS) + row;
  }

  private PlacePage pageAt(int index) {
    return pages[index >>> PlacePage.BITS];
  }

  /** The index of a living place, or -1. */
  final int indexOf(long sequence) {
    int number = pageOf(sequence);
    int row = pages[number].rowOf(sequence);
    return row >= 0 && pages[number].isLive(row) ? index(number, row) : -1;
  }

  /** 1 + the number of living places before this one. */
  final int position(int index) {
    int page = index >>> PlacePage.BITS;
    int before = pages[page].rank(index & IN_PAGE);
    for (int i = page; i > 0; i -= i & -i) {
      before += tree[i];
    }
    return before + 1;
  }

  /** The index of the next in line, or -1. */
  final int first() {
    return liveFrom(0, 0);
  }

  /** The index of the first living place at or after the sequence, or -1. */
  final int firstFrom(long sequence) {
    int number = pageOf(sequence);
    int row = pages[number].rowOf(sequence);
    return liveFrom(number, row >= 0 ? row : -row - 1);
  }

  /** The index of the next living place after this one, or -1. */
  final int after(int index) {
    return liveFrom(index >>> PlacePage.BITS, (index & IN_PAGE) + 1);
  }

  private int liveFrom(int number, int row) {
    int found = pages[number].liveFrom(row);
    if (found >= 0) {
      return index(number, found);
    }
    // No page but a table's only one is without living places.
    return number + 1 < pageCount ? index(number + 1, pages[number + 1].liveFrom(0)) : -1;
  }

  final Row row(int index) {
    return new Row(sequence(index), userId(index), joinedAtMs(index));
  }

  final long sequence(int index) {
    return pageAt(index).sequence(index & IN_PAGE);
  }

  final long userId(int index) {
    return pageAt(index).userId(index & IN_PAGE);
  }

  final long joinedAtMs(int index) {
    return pageAt(index).joinedAtMs(index & IN_PAGE);
  }

  final long stamp(int index) {
    return pageAt(index).stamp(index & IN_PAGE);
  }

  /** Sets a place's stamp; a smaller one than it has changes nothing. */
  final void raiseStamp(int index, long stamp) {
    if (stamp > stamp(index)) {
      pageAt(index).raiseStamp(index & IN_PAGE, stamp);
    }
  }

  /** Ends a place. */
  final void remove(int index) {
    int number = index >>> PlacePage.BITS;
    end(number, index & IN_PAGE);
    tidy(number);
  }

  /** Ends a place and leaves its page as it is: {@link #tidy} must follow. */
  final void end(int number, int row) {
    PlacePage page = pages[number];
    page.remove(row);
    live--;
    count(number, -1);
    fingerprint -= mark(page.sequence(row), page.userId(row));
  }

  /**
   * Drops a page that is empty and joins one that is sparse to a sparse neighbour.
   *
   * @return the number of the first page that comes after what the page was, or has joined it
   */
  final int tidy(int number) {
    int places = pages[number].live();
    if (places > SPARSE || pageCount == 1) {
      return number + 1;
    }
    if (places == 0) {
      dropPage(number);
      return number;
    }
    if (number > 0 && pages[number - 1].live() + places <= 2 * SPARSE) {
      pages[number - 1].appendAll(pages[number]);
      dropPage(number);
      return number;
    }
    if (number + 1 < pageCount && pages[number + 1].live() + places <= 2 * SPARSE) {
      pages[number].appendAll(pages[number + 1]);
      dropPage(number + 1);
      return number;
    }
    return number + 1;
  }

  /** About how many bytes all of it takes. */
  long bytes() {
    long bytes = 16L * pages.length + 4L * tree.length;
    for (int number = 0; number < pageCount; number++) {
      bytes += pages[number].bytes();
    }
    return bytes;
  }

  /**
   * A place's share in a fingerprint: a well mixed number, so that sums collide by chance alone.
   *
   * @see <a href="https://doi.org/10.1145/2714064.2660195">SplitMix64's finalizer</a>
   */
  static long mark(long sequence, long value) {
    long mixed = sequence * 0x9E3779B97F4A7C15L + value;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
