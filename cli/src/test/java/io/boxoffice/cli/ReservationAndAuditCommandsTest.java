package io.boxoffice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.cli.console.Text;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReservationAndAuditCommandsTest {
  private static final String BOOKING =
      """
      {"reservationId":"0S9WVEN2803RS","userId":"0S9WVEN2803AB","concertId":"0S9WVEN28031J",
       "performanceId":"0S9WVEN2803PF",
       "seats":[{"seatId":"0S9WVEN2803S1","zone":"%s","row":"A","number":"12","price":165000},
                {"seatId":"0S9WVEN2803S2","zone":"나 구역","row":"A","number":"13","price":165000}],
       "amount":330000,"currency":"KRW","state":"CONFIRMED",
       "createdAt":"2026-11-21T08:00:01.000Z","expiresAt":"2026-11-21T08:05:01.000Z",
       "expiresInSeconds":0,
       "payment":{"paymentId":"0S9WVEN2803PM","amount":330000,
                  "paidAt":"2026-11-21T08:01:30.000Z","state":"PAID"}%s}""";
  private static final String IN_LIST = BOOKING.formatted("가 구역", "");
  private static final String HISTORY =
      """
      ,"history":[{"state":"PAID","transactionKey":"%s",
                   "occurredAt":"2026-11-21T08:01:30.000Z","updatedAt":"2026-11-21T08:01:31.000Z"}]""";
  private static final String AUDIT =
      """
      {"items":[{"auditId":"0S9WVEN2803AU","operatorId":"0S9WVEN2803P0",
        "action":"CHANGE_CONCERT","target":"concert 0S9WVEN28031J",
        "before":{"state":"SCHEDULED","title":"겨울 밤\\u001b[31m","queue":{"capacity":100}},
        "after":{"state":"ON_SALE","title":"겨울 밤\\u001b[31m","queue":{"capacity":200},
                 "note":"%s"},
        "occurredAt":"2026-11-21T08:30:00.000Z"},
       {"auditId":"0S9WVEN2803AT","operatorId":"0S9WVEN2803P0","action":"CREATE_USER",
        "target":"user 0S9WVEN2803AB","before":null,"after":{"role":"buyer"},
        "occurredAt":"2026-11-21T08:29:00.000Z"}],"nextCursor":null}"""
          .formatted("가".repeat(60));
  private static final String FIND_MINJI = "GET /api/v1/admin/users?name=minji&limit=2";

  @TempDir private Path home;
  private final StubServer server = new StubServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private Tool.Result asOperator(String... arguments) {
    return new Tool(home).loggedInAt(server.url()).run(arguments);
  }

  private static String page(String item) {
    return "{\"items\":[" + item + "],\"nextCursor\":null}";
  }

  private static void assertFits(Tool.Result result) {
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out().lines()).allMatch(line -> Text.width(line) <= 80);
  }

  private static void assertSameJson(Tool.Result result, String expected) throws IOException {
    ObjectMapper json = new ObjectMapper();
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(json.readTree(result.out())).isEqualTo(json.readTree(expected));
  }

  @Test
  void listsEverybodysReservations() throws IOException {
    server.answer("GET /api/v1/admin/reservations?limit=50", 200, page(IN_LIST));

    Tool.Result result = asOperator("reservation", "list");

    assertFits(result);
    assertThat(result.out())
        .isEqualTo(
            """
            ID             STATE      USER           CONCERT        SEATS  CREATED
            0S9WVEN2803RS  CONFIRMED  0S9WVEN2803AB  0S9WVEN28031J      2  2026-11-21 08:00
            """);
    assertSameJson(asOperator("reservation", "list", "--json"), page(IN_LIST));
  }

  @Test
  void whatAFilterSaysGivesWayToTheAmount() {
    String user = "{\"userId\":\"0S9WVEN2803AB\",\"name\":\"minji\",\"role\":\"buyer\"}";
    String filters = "userId=0S9WVEN2803AB&concertId=0S9WVEN28031J&state=CONFIRMED&";
    server
        .answer(FIND_MINJI, 200, page(user))
        .answer("GET /api/v1/admin/reservations?" + filters + "limit=50", 200, page(IN_LIST))
        .answer("GET /api/v1/admin/reservations?userId=0S9WVEN2803AB&limit=50", 200, page(IN_LIST));

    Tool.Result all =
        asOperator(
            "reservation list --user minji --concert 0S9WVEN28031J --state confirmed".split(" "));
    Tool.Result one = asOperator("reservation", "list", "--user", "minji");

    assertThat(all.out())
        .isEqualTo(
            """
            ID             STATE      SEATS       AMOUNT  CREATED
            0S9WVEN2803RS  CONFIRMED      2  330,000 KRW  2026-11-21 08:00
            """);
    assertFits(one);
    assertThat(one.out())
        .contains("CONCERT", "330,000 KRW")
        .doesNotContain("USER", "0S9WVEN2803AB");
  }

  @Test
  void saysThatThereAreNone() {
    String call = "GET /api/v1/admin/reservations?state=EXPIRED&limit=50";
    server.answer(call, 200, "{\"items\":[],\"nextCursor\":null}");

    assertThat(asOperator("reservation", "list", "--state", "EXPIRED").out())
        .isEqualTo("No reservations.\n");
  }

  @Test
  void showsAReservationAndHowItWasPaid() throws IOException {
    String booking = BOOKING.formatted("가 구역", HISTORY.formatted("pay-7"));
    server.answer("GET /api/v1/admin/reservations/0S9WVEN2803RS", 200, booking);

    Tool.Result result = asOperator("reservation", "show", "0S9WVEN2803RS");

    assertFits(result);
    assertThat(result.out())
        .isEqualTo(
            """
            RESERVATION  0S9WVEN2803RS
            state        CONFIRMED
            user         0S9WVEN2803AB
            concert      0S9WVEN28031J
            performance  0S9WVEN2803PF
            amount       330,000 KRW
            created      2026-11-21 08:00:01
            hold ends    2026-11-21 08:05:01
            payment      0S9WVEN2803PM PAID
            paid         2026-11-21 08:01:30

            ZONE     ROW  SEAT        PRICE
            가 구역  A    12    165,000 KRW
            나 구역  A    13    165,000 KRW

            OCCURRED             UPDATED              PAYMENT  KEY
            2026-11-21 08:01:30  2026-11-21 08:01:31  PAID     pay-7
            """);
    assertSameJson(asOperator("reservation", "show", "0S9WVEN2803RS", "--json"), booking);
  }

  @Test
  void showsALongZoneAndALongKeyCut() {
    String booking = BOOKING.formatted("가".repeat(100), HISTORY.formatted("k".repeat(255)));
    server.answer("GET /api/v1/admin/reservations/0S9WVEN2803RS", 200, booking);

    Tool.Result result = asOperator("reservation", "show", "0S9WVEN2803RS");

    assertFits(result);
    assertThat(result.out()).contains("가…", "k…", "165,000 KRW");
  }

  @Test
  void aReservationWithoutAPaymentHasNoHistory() {
    String held =
        BOOKING
            .formatted("가 구역", ",\"history\":[]")
            .replaceAll("(?s)\"payment\":\\{.*?}", "\"payment\":null");
    server.answer("GET /api/v1/admin/reservations/0S9WVEN2803RS", 200, held);

    assertThat(asOperator("reservation", "show", "0S9WVEN2803RS").out())
        .containsPattern("payment +-\n")
        .doesNotContain("OCCURRED");
  }

  @Test
  void aReservationThatIsNotThereIsExitCodeFour() {
    String problem = "{\"code\":\"RESERVATION_NOT_FOUND\",\"title\":\"None\"}";
    server.answer("GET /api/v1/admin/reservations/0S9WVEN2803RS", 404, problem);

    Tool.Result result = asOperator("reservation", "show", "0S9WVEN2803RS");

    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.err()).contains("boxoffice reservation list");
  }

  @Test
  void listsWhatOperatorsChanged() throws IOException {
    server.answer("GET /api/v1/admin/audit?limit=50", 200, AUDIT);

    Tool.Result result = asOperator("audit", "list");

    assertFits(result);
    assertThat(result.out())
        .isEqualTo(
            """
            TIME                 OPERATOR       ACTION          TARGET
            2026-11-21 08:30:00  0S9WVEN2803P0  CHANGE_CONCERT  concert 0S9WVEN28031J
            2026-11-21 08:29:00  0S9WVEN2803P0  CREATE_USER     user 0S9WVEN2803AB
            """);
    assertSameJson(asOperator("audit", "list", "--json"), AUDIT);
  }

  @Test
  void showsOnlyTheFieldsThatChanged() {
    String operator = "{\"userId\":\"0S9WVEN2803P0\",\"name\":\"minji\",\"role\":\"admin\"}";
    String filters = "operatorId=0S9WVEN2803P0&target=concert%20X&action=CHANGE_CONCERT&";
    server
        .answer(FIND_MINJI, 200, page(operator))
        .answer("GET /api/v1/admin/audit?" + filters + "limit=50", 200, AUDIT);

    Tool.Result result =
        asOperator(
            "audit",
            "list",
            "--operator",
            "minji",
            "--target",
            "concert X",
            "--action",
            "CHANGE_CONCERT",
            "--changes");

    assertFits(result);
    assertThat(result.out())
        .isEqualTo(
            """
            2026-11-21 08:30:00  0S9WVEN2803P0  CHANGE_CONCERT  concert 0S9WVEN28031J
                state: SCHEDULED -> ON_SALE
                queue: {"capacity":100} -> {"capacity":200}
                note: - -> %s…
            2026-11-21 08:29:00  0S9WVEN2803P0  CREATE_USER  user 0S9WVEN2803AB
                role: - -> buyer
            """
                .formatted("가".repeat(32)));
  }
}
