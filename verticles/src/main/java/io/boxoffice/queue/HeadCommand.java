package io.boxoffice.queue;

import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import java.util.List;

/**
 * What a head is told or asked, all that it needs to answer included.
 *
 * <p>Every command may run twice (its member died and it was sent again): all of them are
 * idempotent by what they name, {@link AdmitNext} by an id that its sender made.
 */
sealed interface HeadCommand {
  /** Whether the command leaves the head as it is; it then answers as of the head's last change. */
  default boolean readOnly() {
    return false;
  }

  /**
   * Makes the head where there is none; otherwise nothing but the block is added.
   *
   * @param revision of the settings
   * @param lostBelow sequences below were given by a head that was lost; 0 where there was none
   * @param returnMs how long nobody new is admitted, so that the lost head's places can come back
   * @param holders who has a live hold, with the place that it was made from
   * @param paid sequences of the lost head that were paid for: they never come back
   */
  record CreateHead(
      long epoch,
      long revision,
      HeadSettings settings,
      SequenceBlocks.Block block,
      long lostBelow,
      long returnMs,
      List<AdmittedPlace> holders,
      List<Long> paid)
      implements HeadCommand {
    public CreateHead {
      holders = List.copyOf(holders);
      paid = List.copyOf(paid);
    }
  }

  /**
   * Asks for what changed since a version of an incarnation, and for places that are not known yet;
   * brings signs of life.
   *
   * @param version negative where nothing is known
   * @param below the places with smaller sequences are known as of the version
   * @param heard sequences
   */
  record Sync(long incarnation, long version, long below, List<Long> heard) implements HeadCommand {
    public Sync {
      heard = List.copyOf(heard);
    }
  }

  /** Signs of life first, then joins in this order; answers in the order of both. */
  record Batch(List<PlaceRef> heard, List<Long> joins) implements HeadCommand {
    public Batch {
      heard = List.copyOf(heard);
      joins = List.copyOf(joins);
    }
  }

  /** What is done to one place; the answer is about that place. */
  sealed interface PlaceChange extends HeadCommand {
    PlaceRef place();
  }

  /** Changes of places first, in this order, then the batch; answers in the order of both. */
  record Gathered(List<PlaceChange> changes, Batch batch) implements HeadCommand {
    public Gathered {
      changes = List.copyOf(changes);
    }
  }

  /** Ends a place. */
  record End(PlaceRef place, PlaceState how) implements PlaceChange {}

  /** Asks whether a hold may start, and keeps the admission alive while it is written. */
  record BeginHold(PlaceRef place, long untilMs) implements PlaceChange {}

  /** Extends an admission: a hold was written. */
  record Extend(PlaceRef place, long untilMs) implements PlaceChange {}

  /** Moves the head on with the settings as they are now known, and their row's revision. */
  record Step(long revision, HeadSettings settings) implements HeadCommand {}

  /** An operator's order to admit the next {@code count}. */
  record AdmitNext(long orderId, int count) implements HeadCommand {}

  /** Sequences that were reserved. */
  record AddBlock(SequenceBlocks.Block block) implements HeadCommand {}

  record ReadStats() implements HeadCommand {
    @Override
    public boolean readOnly() {
      return true;
    }
  }

  record ListPlaces(long fromSequence, int limit) implements HeadCommand {
    @Override
    public boolean readOnly() {
      return true;
    }
  }

  /** Looks for the user's place; no sign of life. */
  record FindPlace(long userId) implements HeadCommand {
    @Override
    public boolean readOnly() {
      return true;
    }
  }

  record Check() implements HeadCommand {
    @Override
    public boolean readOnly() {
      return true;
    }
  }
}
