package io.boxoffice.reservation;

import io.boxoffice.store.ConcertStore.FormerOwner;

/** Users whom a seat's word takes for one another: some one in a thousand pairs. */
public final class LookAlikes {
  private LookAlikes() {}

  /** Whether a seat that the owner has had cannot tell that the user has not. */
  public static boolean mayBeTakenFor(long ownerId, long userId) {
    SeatOwners owners = new SeatOwners(1);
    owners.had(0, new FormerOwner(0, ownerId));
    return owners.mayHaveHad(0, userId);
  }
}
