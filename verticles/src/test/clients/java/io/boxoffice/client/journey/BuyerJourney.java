package io.boxoffice.client.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.boxoffice.client.ApiClient;
import io.boxoffice.client.ApiException;
import io.boxoffice.client.ApiResponse;
import io.boxoffice.client.model.Charge;
import io.boxoffice.client.model.ChargeOutcome;
import io.boxoffice.client.model.ChargeWallet;
import io.boxoffice.client.model.Concert;
import io.boxoffice.client.model.HoldSeats;
import io.boxoffice.client.model.ImportConcert;
import io.boxoffice.client.model.LedgerEntry;
import io.boxoffice.client.model.NewPerformance;
import io.boxoffice.client.model.NewQueue;
import io.boxoffice.client.model.Performance;
import io.boxoffice.client.model.Place;
import io.boxoffice.client.model.PlaceState;
import io.boxoffice.client.model.PlanCategory;
import io.boxoffice.client.model.PlanRow;
import io.boxoffice.client.model.PlanSeat;
import io.boxoffice.client.model.Problem;
import io.boxoffice.client.model.QueueStats;
import io.boxoffice.client.model.Receipt;
import io.boxoffice.client.model.Reservation;
import io.boxoffice.client.model.ReservationState;
import io.boxoffice.client.model.Seat;
import io.boxoffice.client.model.SeatState;
import io.boxoffice.client.model.SeatingPlan;
import io.boxoffice.client.model.SignUp;
import io.boxoffice.client.model.Zone;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * A sale of two seats to two buyers, one admitted at a time, through nothing but the client that
 * was generated from the contract.
 */
public final class BuyerJourney {
  private static final long PRICE = 50_000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Caller anonymous;
  private final Caller operator;
  private final String concertId;

  private BuyerJourney(Caller anonymous, Caller operator, String concertId) {
    this.anonymous = anonymous;
    this.operator = operator;
    this.concertId = concertId;
  }

  /** Arguments: the node's URL, an operator's name and password. */
  public static void main(String[] arguments) throws Exception {
    Caller anonymous = Caller.anonymous(arguments[0]);
    Caller operator = anonymous.loggedIn(arguments[1], arguments[2]);
    String concertId =
        operator.operators().importConcert(twoSeats(), null, "import-1").getConcertId();
    new BuyerJourney(anonymous, operator, concertId).run();
  }

  private void run() throws Exception {
    assertThat(anonymous.root().readJwks().getKeys()).isNotEmpty();
    findConcert();
    Caller first = signedUp("first");
    Caller second = signedUp("second");
    String unanswered = chargeWithoutAnswer(second);
    charge(first);

    Place admitted = first.queue().joinQueue(concertId);
    assertThat(admitted.getState()).isEqualTo(PlaceState.ADMITTED);
    assertThat(admitted.getAdmittedAt()).isNotNull();
    Place waiting = second.queue().joinQueue(concertId);
    assertThat(waiting.getState()).isEqualTo(PlaceState.WAITING);
    assertThat(waiting.getPosition()).isEqualTo(1L);
    assertThat(waiting.getAdmittedAt()).isNull();
    first = first.withPlace(admitted.getToken());
    second = second.withPlace(waiting.getToken());

    seeThatItIsNotYetTheTurnOf(second);
    String sold = buyASeat(first);
    awaitAdmission(second);
    seeThatTheSeatIsTaken(second, sold);
    holdAndRelease(second);
    awaitApproval(second, unanswered);
    lookAsOperator();
  }

  private static ImportConcert twoSeats() {
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
    PlanRow row = new PlanRow().rowNumber("A").addSeatsItem(seat("1")).addSeatsItem(seat("2"));
    return new ImportConcert()
        .title("A concert")
        .venue("A hall")
        .salesOpenAt(now.minusMinutes(1))
        .prices(Map.of("Standard", PRICE))
        .queue(new NewQueue().capacity(1))
        .addPerformancesItem(new NewPerformance().startsAt(now.plusDays(30)))
        .seatingPlan(
            new SeatingPlan()
                .name("A plan")
                .addCategoriesItem(new PlanCategory().name("Standard"))
                .addZonesItem(new Zone().name("Stalls").addRowsItem(row)));
  }

  private static PlanSeat seat(String number) {
    return new PlanSeat().seatGuid("seat-" + number).seatNumber(number).category("Standard");
  }

  private void findConcert() throws ApiException {
    assertThat(anonymous.concerts().listConcerts(200, null, null).getItems())
        .extracting(Concert::getConcertId)
        .contains(concertId);
    Concert concert = anonymous.concerts().findConcert(concertId, null);
    assertThat(concert.getSalesOpenAt()).isBefore(OffsetDateTime.now(ZoneOffset.UTC));
    assertThat(concert.getPerformances()).hasSize(1);
  }

  private Caller signedUp(String name) throws ApiException {
    String unique = "java-" + name + "-" + concertId;
    String password = "a-password-of-" + name;
    anonymous.accounts().signUp(new SignUp().name(unique).password(password));
    return anonymous.loggedIn(unique, password);
  }

  private static void charge(Caller buyer) throws ApiException {
    ChargeWallet amount = new ChargeWallet().amount(PRICE + 1_000);
    ChargeOutcome charge = buyer.wallet().chargeWallet("charge-1", amount);
    assertThat(charge.getBalance()).isEqualTo(PRICE + 1_000);
    assertThat(charge.getState()).isNull();
  }

  /** The sandbox gateway does not answer, for a while, to amounts that end in 92. */
  private static String chargeWithoutAnswer(Caller buyer) throws ApiException {
    ApiResponse<ChargeOutcome> charge =
        buyer.wallet().chargeWalletWithHttpInfo("charge-1", new ChargeWallet().amount(1_092L));
    assertThat(charge.getStatusCode()).isEqualTo(202);
    assertThat(charge.getData().getState()).isEqualTo(ChargeOutcome.StateEnum.PENDING);
    assertThat(charge.getData().getBalance()).isNull();
    return charge.getData().getChargeId();
  }

  private static void awaitApproval(Caller buyer, String chargeId) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> buyer.wallet().findCharge(chargeId),
            charge ->
                charge.getState() == Charge.StateEnum.APPROVED && charge.getBalance() == 1_092);
  }

  private void seeThatItIsNotYetTheTurnOf(Caller buyer) throws JsonProcessingException {
    Problem problem = refusal(429, () -> buyer.concerts().listPerformances(concertId, null, null));
    assertThat(problem.getCode()).isEqualTo("NOT_ADMITTED");
    assertThat(problem.getPosition()).isEqualTo(1L);
    assertThat(problem.getRetryAfterSeconds()).isNotNull();
  }

  /** Gives the seat's id. */
  private String buyASeat(Caller buyer) throws ApiException {
    Performance performance = performance(buyer);
    assertThat(performance.getBookable()).isTrue();
    assertThat(performance.getTotalSeats()).isEqualTo(2L);
    Seat seat = freeSeats(buyer).get(0);
    assertThat(seat.getPrice()).isEqualTo(PRICE);
    Reservation hold = buyer.reservations().holdSeats("hold-1", oneSeat(buyer, seat.getSeatId()));
    assertThat(hold.getState()).isEqualTo(ReservationState.HELD);
    assertThat(hold.getPayment()).isNull();

    Receipt receipt = buyer.reservations().payReservation(hold.getReservationId(), "pay-1");
    assertThat(receipt.getBalance()).isEqualTo(1_000L);
    Reservation bought = buyer.reservations().findReservation(hold.getReservationId());
    assertThat(bought.getState()).isEqualTo(ReservationState.CONFIRMED);
    assertThat(bought.getPayment().getPaymentId()).isEqualTo(receipt.getPaymentId());
    assertThat(buyer.reservations().listReservations(null, null).getItems())
        .containsExactly(bought);
    seeTheMoneyGo(buyer, bought);
    return seat.getSeatId();
  }

  private static void seeTheMoneyGo(Caller buyer, Reservation bought) throws ApiException {
    assertThat(buyer.wallet().readWallet().getBalance()).isEqualTo(1_000L);
    List<LedgerEntry> entries = buyer.wallet().listEntries(null, null).getItems();
    assertThat(entries)
        .extracting(LedgerEntry::getKind)
        .containsExactly(LedgerEntry.KindEnum.PAYMENT, LedgerEntry.KindEnum.CHARGE);
    assertThat(entries.get(0).getAmount()).isEqualTo(-PRICE);
    assertThat(entries.get(0).getReservationId()).isEqualTo(bought.getReservationId());
    assertThat(entries.get(1).getReservationId()).isNull();
  }

  private void awaitAdmission(Caller buyer) {
    await()
        .atMost(PATIENCE)
        .until(() -> buyer.queue().readPlace(concertId).getState() == PlaceState.ADMITTED);
  }

  private void seeThatTheSeatIsTaken(Caller buyer, String seatId) throws Exception {
    HoldSeats hold = oneSeat(buyer, seatId);
    Problem problem = refusal(409, () -> buyer.reservations().holdSeats("hold-1", hold));
    assertThat(problem.getCode()).isEqualTo("SEAT_TAKEN");
    assertThat(problem.getConflictingSeats()).containsExactly(seatId);
  }

  private void holdAndRelease(Caller buyer) throws ApiException {
    String free = freeSeats(buyer).get(0).getSeatId();
    Reservation hold = buyer.reservations().holdSeats("hold-2", oneSeat(buyer, free));
    buyer.reservations().releaseReservation(hold.getReservationId());
    assertThat(buyer.reservations().findReservation(hold.getReservationId()).getState())
        .isEqualTo(ReservationState.CANCELLED);
  }

  private void lookAsOperator() throws ApiException {
    QueueStats stats = operator.operators().readQueueStats(concertId);
    assertThat(stats.getCompleted()).isEqualTo(1L);
    assertThat(stats.getAdmitted()).isEqualTo(1L);
    assertThat(stats.getOldestWaitSeconds()).isNull();
    assertThat(operator.operators().verify().getFindings()).isEmpty();
  }

  private Performance performance(Caller buyer) throws ApiException {
    return buyer.concerts().listPerformances(concertId, true, null).getItems().get(0);
  }

  private List<Seat> freeSeats(Caller buyer) throws ApiException {
    String performanceId = performance(buyer).getPerformanceId();
    return buyer.concerts().readSeats(performanceId, SeatState.AVAILABLE, null).getSeats();
  }

  private HoldSeats oneSeat(Caller buyer, String seatId) throws ApiException {
    return new HoldSeats()
        .performanceId(performance(buyer).getPerformanceId())
        .addSeatIdsItem(seatId);
  }

  private static Problem refusal(int status, ThrowingCallable call) throws JsonProcessingException {
    ApiException refusal = catchThrowableOfType(ApiException.class, call);
    assertThat(refusal).isNotNull();
    assertThat(refusal.getCode()).isEqualTo(status);
    return new ApiClient().getObjectMapper().readValue(refusal.getResponseBody(), Problem.class);
  }
}
