package io.boxoffice.client.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.boxoffice.client.ApiClient;
import io.boxoffice.client.ApiException;
import io.boxoffice.client.ApiResponse;
import io.boxoffice.client.api.ConcertsApi.APIFindConcertRequest;
import io.boxoffice.client.api.ConcertsApi.APIListConcertsRequest;
import io.boxoffice.client.api.ConcertsApi.APIListPerformancesRequest;
import io.boxoffice.client.api.ConcertsApi.APIReadSeatsRequest;
import io.boxoffice.client.api.OperatorsApi.APIImportConcertRequest;
import io.boxoffice.client.api.OperatorsApi.APIReadQueueStatsRequest;
import io.boxoffice.client.api.QueueApi.APIReadPlaceRequest;
import io.boxoffice.client.api.ReservationsApi.APIFindReservationRequest;
import io.boxoffice.client.api.ReservationsApi.APIListReservationsRequest;
import io.boxoffice.client.api.WalletApi.APIFindChargeRequest;
import io.boxoffice.client.api.WalletApi.APIListEntriesRequest;
import io.boxoffice.client.api.WalletApi.APIReadWalletRequest;
import io.boxoffice.client.model.Charge;
import io.boxoffice.client.model.ChargeOutcome;
import io.boxoffice.client.model.ChargeWallet;
import io.boxoffice.client.model.Concert;
import io.boxoffice.client.model.HoldSeats;
import io.boxoffice.client.model.LedgerEntry;
import io.boxoffice.client.model.Performance;
import io.boxoffice.client.model.Place;
import io.boxoffice.client.model.PlaceState;
import io.boxoffice.client.model.Problem;
import io.boxoffice.client.model.QueueStats;
import io.boxoffice.client.model.Receipt;
import io.boxoffice.client.model.Reservation;
import io.boxoffice.client.model.ReservationState;
import io.boxoffice.client.model.Seat;
import io.boxoffice.client.model.SeatState;
import io.boxoffice.client.model.SignUp;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * A sale of two seats to two buyers, one admitted at a time, through nothing but the client that
 * was generated from the contract. Calls that take something optional are made with a request
 * object: the contract may get another optional parameter, and that must break nobody.
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
        operator
            .operators()
            .importConcert(
                APIImportConcertRequest.newBuilder()
                    .importConcert(SmallConcert.ofTwoSeats(PRICE))
                    .idempotencyKey("import-1")
                    .build())
            .getConcertId();
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

  private void findConcert() throws ApiException {
    assertThat(
            anonymous
                .concerts()
                .listConcerts(APIListConcertsRequest.newBuilder().limit(200).build())
                .getItems())
        .extracting(Concert::getConcertId)
        .contains(concertId);
    Concert concert =
        anonymous
            .concerts()
            .findConcert(APIFindConcertRequest.newBuilder().concertId(concertId).build());
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
            () ->
                buyer
                    .wallet()
                    .findCharge(APIFindChargeRequest.newBuilder().chargeId(chargeId).build()),
            charge ->
                charge.getState() == Charge.StateEnum.APPROVED && charge.getBalance() == 1_092);
  }

  private void seeThatItIsNotYetTheTurnOf(Caller buyer) throws JsonProcessingException {
    Problem problem = refusal(429, () -> performance(buyer));
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
    Reservation bought = reservation(buyer, hold.getReservationId());
    assertThat(bought.getState()).isEqualTo(ReservationState.CONFIRMED);
    assertThat(bought.getPayment().getPaymentId()).isEqualTo(receipt.getPaymentId());
    assertThat(
            buyer
                .reservations()
                .listReservations(APIListReservationsRequest.newBuilder().build())
                .getItems())
        .containsExactly(bought);
    seeTheMoneyGo(buyer, bought);
    return seat.getSeatId();
  }

  private static void seeTheMoneyGo(Caller buyer, Reservation bought) throws ApiException {
    assertThat(buyer.wallet().readWallet(APIReadWalletRequest.newBuilder().build()).getBalance())
        .isEqualTo(1_000L);
    List<LedgerEntry> entries =
        buyer.wallet().listEntries(APIListEntriesRequest.newBuilder().build()).getItems();
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
        .until(
            () ->
                buyer
                        .queue()
                        .readPlace(APIReadPlaceRequest.newBuilder().concertId(concertId).build())
                        .getState()
                    == PlaceState.ADMITTED);
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
    assertThat(reservation(buyer, hold.getReservationId()).getState())
        .isEqualTo(ReservationState.CANCELLED);
  }

  private void lookAsOperator() throws ApiException {
    QueueStats stats =
        operator
            .operators()
            .readQueueStats(APIReadQueueStatsRequest.newBuilder().concertId(concertId).build());
    assertThat(stats.getCompleted()).isEqualTo(1L);
    assertThat(stats.getAdmitted()).isEqualTo(1L);
    assertThat(stats.getOldestWaitSeconds()).isNull();
    assertThat(operator.operators().verify().getFindings()).isEmpty();
  }

  private static Reservation reservation(Caller buyer, String id) throws ApiException {
    return buyer
        .reservations()
        .findReservation(APIFindReservationRequest.newBuilder().reservationId(id).build());
  }

  private Performance performance(Caller buyer) throws ApiException {
    return buyer
        .concerts()
        .listPerformances(
            APIListPerformancesRequest.newBuilder().concertId(concertId).available(true).build())
        .getItems()
        .get(0);
  }

  private List<Seat> freeSeats(Caller buyer) throws ApiException {
    String performanceId = performance(buyer).getPerformanceId();
    return buyer
        .concerts()
        .readSeats(
            APIReadSeatsRequest.newBuilder()
                .performanceId(performanceId)
                .state(SeatState.AVAILABLE)
                .build())
        .getSeats();
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
