package io.boxoffice.queue;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Heads and views to measure. */
final class Queues {
  static final long START_MS = 1_800_000_000_000L;
  static final long CONCERT = 7;
  static final long EPOCH = 1;

  private Queues() {}

  static HeadSettings settings(int capacity) {
    return new HeadSettings(
        capacity,
        0,
        false,
        120_000,
        10_000,
        10_000_000,
        SalePhase.OPEN,
        START_MS,
        START_MS + 86_400_000);
  }

  /** A head on which users wait whose ids have no order. */
  static QueueHead head(int waiting, Random random) {
    QueueHead head = new QueueHead(CONCERT, EPOCH, settings(0), LostPlaces.none(), START_MS, 0);
    head.blocks.add(1, Long.MAX_VALUE);
    for (int i = 0; i < waiting; i++) {
      head.join(userId(random));
    }
    return head;
  }

  static long userId(Random random) {
    return random.nextLong() >>> 1;
  }

  /** A copy of the head. */
  static PositionView view(QueueHead head) {
    PositionView view = new PositionView();
    sync(head, view);
    return view;
  }

  /** Tells the head of the copy's signs of life, and shows all that the head told at the time 0. */
  static void sync(QueueHead head, PositionView view) {
    view.gatherSigns();
    do {
      HeadCommand.Sync ask = view.ask();
      HeadDelta delta = HeadDelta.of(head, ask);
      view.take(ask, delta);
      if (delta.whole()) {
        view.show(HeadReply.Facts.of(head), delta, 0);
      }
    } while (view.isBehind());
  }

  /** The places of a head in an order in which nobody's follows his neighbour's. */
  static PlaceRef[] shuffled(QueueHead head, Random random) {
    PlaceRef[] places = new PlaceRef[head.waiting.count()];
    int to = 0;
    for (int index = head.waiting.first(); index >= 0; index = head.waiting.after(index)) {
      places[to++] = new PlaceRef(head.waiting.userId(index), EPOCH, head.waiting.sequence(index));
    }
    for (int i = places.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      PlaceRef place = places[i];
      places[i] = places[other];
      places[other] = place;
    }
    return places;
  }

  static List<Long> users(int count, Random random) {
    return Stream.generate(() -> userId(random)).limit(count).toList();
  }
}
