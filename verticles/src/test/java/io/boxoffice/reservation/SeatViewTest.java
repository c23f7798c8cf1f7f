package io.boxoffice.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.messages.ReservationMessages.Seat;
import io.boxoffice.shared.messages.ReservationMessages.SeatMap;
import io.boxoffice.shared.messages.ReservationMessages.SeatState;
import io.boxoffice.shared.messages.SeatMessages.SeatStatus;
import io.boxoffice.store.ConcertStore.VersionedSeat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeatViewTest {
  private static SeatView view() {
    return new SeatView(1, 2, List.of(seat(10, 1), seat(11, 2)), List.of());
  }

  private static VersionedSeat seat(long id, int ordinal) {
    return new VersionedSeat(
        new Seat(id, ordinal, "A", "1", "" + ordinal, "VIP", 100, SeatState.AVAILABLE), 0, 0, 0);
  }

  private static SeatStatus status(long id, SeatState state, long version) {
    return new SeatStatus(id, 1, state, version);
  }

  @Test
  void newsInAnyOrderEndInTheNewest() {
    SeatView view = view();

    view.apply(status(10, SeatState.AVAILABLE, 2));
    view.apply(status(10, SeatState.HELD, 1));
    view.apply(status(11, SeatState.SOLD, 2));

    assertThat(view.seatMap().seats())
        .extracting(Seat::state)
        .containsExactly(SeatState.AVAILABLE, SeatState.SOLD);
    assertThat(view.seatMap().version()).isEqualTo(4);
  }

  @Test
  void oldNewsChangeNothing() {
    SeatView view = view();
    view.apply(status(10, SeatState.HELD, 1));
    SeatMap before = view.seatMap();

    view.apply(status(10, SeatState.HELD, 1));
    view.apply(status(99, SeatState.HELD, 1));

    assertThat(view.seatMap()).isSameAs(before);
  }

  @Test
  void viewsThatKnowOfDifferentChangesDifferInTheirFingerprint() {
    SeatView one = view();
    SeatView other = view();
    one.apply(status(10, SeatState.HELD, 1));
    other.apply(status(11, SeatState.HELD, 1));

    assertThat(one.seatMap().version()).isEqualTo(other.seatMap().version());
    assertThat(one.seatMap().fingerprint()).isNotEqualTo(other.seatMap().fingerprint());

    one.apply(status(11, SeatState.HELD, 1));
    other.apply(status(10, SeatState.HELD, 1));
    assertThat(one.seatMap()).isEqualTo(other.seatMap());
  }

  private static SeatStatus held(long id, long version, long ownerId) {
    return new SeatStatus(id, 1, SeatState.HELD, version, ownerId, 1_000);
  }

  @Test
  void whatOthersHaveIsNamedToWhoNeverHadThemAll() {
    SeatView view = view();
    view.apply(held(10, 1, 7));

    assertThat(view.takenByOthers(2, 8, List.of(10L, 11L), 999)).containsExactly(10L);
    assertThat(view.takenByOthers(2, 8, List.of(11L), 999)).isEmpty();
    assertThat(view.takenByOthers(2, 8, List.of(10L), 1_000)).as("at its end").isEmpty();
    assertThat(view.takenByOthers(3, 8, List.of(10L), 999)).as("another concert").isEmpty();
    assertThat(view.takenByOthers(2, 8, List.of(10L, 99L), 999)).as("no such seat").isEmpty();
  }

  @Test
  void whoHadTheSeatIsLeftToTheDatabase() {
    SeatView view = view();
    view.apply(held(10, 1, 8));
    view.apply(status(10, SeatState.AVAILABLE, 2));
    view.apply(held(10, 3, 7));

    assertThat(view.takenByOthers(2, 8, List.of(10L), 999)).isEmpty();
    assertThat(view.takenByOthers(2, 8, List.of(10L, 11L), 999))
        .as("but never had both")
        .containsExactly(10L);
  }
}
