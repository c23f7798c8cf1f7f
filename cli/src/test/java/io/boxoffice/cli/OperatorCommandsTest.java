package io.boxoffice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.cli.console.Text;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that change concerts and look at them, against canned answers. */
class OperatorCommandsTest {
  static final ObjectMapper JSON = new ObjectMapper();
  static final String ID = "0S9WVEN28031J";
  static final String PERFORMANCE = "0S9WVEN2803PF";
  static final String ADMIN = "/api/v1/admin/concerts";
  static final String CONCERT =
      """
      {"concertId":"0S9WVEN28031J","title":"%s","venue":"한옥 극장","state":"%s",
       "currency":"KRW","timeZone":"Asia/Seoul","salesOpenAt":"2026-11-20T00:00:00.000Z",
       "salesCloseAt":"2026-12-20T00:00:00.000Z","performances":[
         {"performanceId":"0S9WVEN2803PF","startsAt":"2026-12-24T10:30:00.000Z","state":"OPEN"},
         {"performanceId":"0S9WVEN2803PG","startsAt":"2026-12-25T10:30:00.000Z","state":"CLOSED"}],
       "maxHeldSeats":1,"maxSeatsPerUser":4,"holdSeconds":300,"totalSeats":60000,
       "queue":{"capacity":1000,"admitPerMinute":6000,"maxWaiting":1000000,
                "waitingTtlSeconds":60,"admissionTtlSeconds":600,"paused":false}}""";

  private static final String LONG_TITLE = "피아노와 오케스트라를 위한 아주 긴 제목의 겨울 음악회 앙코르 공연 그리고 축제";

  @TempDir private Path home;
  private final StubServer server = new StubServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private Tool operator() {
    return new Tool(home).loggedInAt(server.url());
  }

  private Tool.Result asOperator(String line) {
    return operator().run(line.split(" "));
  }

  static void fitsATerminal(String text) {
    assertThat(text.lines()).isNotEmpty().allMatch(line -> Text.width(line) <= 80);
  }

  static void isJson(String printed, String expected) throws IOException {
    assertThat(JSON.readTree(printed)).isEqualTo(JSON.readTree(expected));
  }

  @Test
  void showsAConcertWithAllThatIsSet() {
    server.answer("GET " + ADMIN + "/" + ID, 200, CONCERT.formatted("겨울 음악회", "ON_SALE"));

    Tool.Result result = asOperator("concert show " + ID);

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            CONCERT               0S9WVEN28031J
            title                 겨울 음악회
            venue                 한옥 극장
            state                 ON_SALE
            sale opens            2026-11-20 09:00
            sale closes           2026-12-20 09:00
            time zone             Asia/Seoul
            currency              KRW
            seats                 60,000
            seats held at a time  1 a user
            seats in all          4 a user
            a hold lasts          300 s
            admitted at a time    1,000
            admission rate limit  6,000 a minute
            waiting at most       1,000,000
            a place lapses after  60 s without a sign of life
            an admission lasts    600 s

            PERFORMANCE    STARTS AT         STATE
            0S9WVEN2803PF  2026-12-24 19:30  OPEN
            0S9WVEN2803PG  2026-12-25 19:30  CLOSED
            """);
  }

  @Test
  void aLongWideTitleStillFits() {
    server.answer("GET " + ADMIN + "/" + ID, 200, CONCERT.formatted(LONG_TITLE, "ON_SALE"));

    Tool.Result result = asOperator("concert show " + ID);

    fitsATerminal(result.out());
    assertThat(result.out()).contains("피아노와 오케스트라를", "…");
  }

  @Test
  void aTimeZoneThatIsNotKnownYetIsShownInUtc() {
    String concert = CONCERT.formatted("Gala", "ON_SALE").replace("Asia/Seoul", "Mars/Olympus");
    server.answer("GET " + ADMIN + "/" + ID, 200, concert);

    assertThat(asOperator("concert show " + ID).out()).contains("2026-11-20 00:00");
  }

  @Test
  void printsAConcertAsTheServerNamesIt() throws IOException {
    String concert = CONCERT.formatted("겨울", "DRAFT");
    server
        .answer("GET " + ADMIN + "/" + ID, 200, concert)
        .answer("PATCH " + ADMIN + "/" + ID, 200, concert)
        .answer(
            "GET " + ADMIN + "?limit=50", 200, "{\"items\":[" + concert + "],\"nextCursor\":null}");

    isJson(asOperator("concert show " + ID + " --json").out(), concert);
    isJson(asOperator("concert open " + ID + " --json").out(), concert);
    isJson(asOperator("concert pause " + ID + " --json").out(), concert);
    isJson(asOperator("concert close " + ID + " --yes --json").out(), concert);
    isJson(
        asOperator("concert list --all --json").out(),
        "{\"items\":[" + concert + "],\"nextCursor\":null}");
  }

  @Test
  void aListSaysWhereItGoesOn() throws IOException {
    ObjectNode page = JSON.createObjectNode().put("nextCursor", "c1");
    page.putArray("items").add(JSON.readTree(CONCERT.formatted(LONG_TITLE, "DRAFT")));
    server.answer("GET " + ADMIN + "?limit=1", 200, page.toString());

    Tool.Result result = asOperator("concert list --all --limit 1");

    fitsATerminal(result.out());
    assertThat(result.out())
        .contains("DRAFT", "2026-12-24 19:30", "There are more than these 1; raise --limit");
  }

  @Test
  void opensNow() {
    server.answer("PATCH " + ADMIN + "/" + ID, 200, CONCERT.formatted("Gala", "ON_SALE"));

    Tool.Result result = asOperator("concert open " + ID);

    assertThat(result.out())
        .isEqualTo("Gala is ON_SALE; it closes 2026-12-20 09:00 (Asia/Seoul).\n");
    assertThat(server.lastAsked().body()).isEqualTo("{\"state\":\"ON_SALE\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "--sales-open, 2026-11-30T10:00, SCHEDULED, 2026-11-30T01:00:00.000Z",
    "--sales-open, 2026-11-30 10:00:30, SCHEDULED, 2026-11-30T01:00:30.000Z",
    "--sales-open, 2026-11-30T10:00:00+09:00, SCHEDULED, 2026-11-30T01:00:00.000Z",
    "--sales-open, 2026-11-01T00:00Z, ON_SALE, 2026-11-01T00:00:00.000Z",
    "--sales-close, 2026-12-24T19:30, ON_SALE, 2026-12-24T10:30:00.000Z"
  })
  void readsTheWindowInTheConcertsTimeZone(String option, String time, String state, String sent)
      throws IOException {
    server
        .answer("GET " + ADMIN + "/" + ID, 200, CONCERT.formatted("Gala", "DRAFT"))
        .answer("PATCH " + ADMIN + "/" + ID, 200, CONCERT.formatted("Gala", state));

    Tool.Result result = operator().run("concert", "open", ID, option, time);

    assertThat(result.exitCode()).as(result.err()).isZero();
    JsonNode body = JSON.readTree(server.lastAsked().body());
    String field = option.equals("--sales-open") ? "salesOpenAt" : "salesCloseAt";
    assertThat(body.path(field).asText()).isEqualTo(sent);
    assertThat(body.path("state").asText()).isEqualTo(state);
    assertThat(body).hasSize(2);
    if (state.equals("SCHEDULED")) {
      assertThat(result.out()).contains("it opens 2026-11-20 09:00 and closes 2026-12-20 09:00");
    }
  }

  @Test
  void aTimeThatIsNoneIsSaidBeforeAnythingIsSent() {
    server.answer("GET " + ADMIN + "/" + ID, 200, CONCERT.formatted("Gala", "DRAFT"));

    Tool.Result result = asOperator("concert open " + ID + " --sales-close soon");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("Not a time: soon", "2027-01-15T19:30");
    assertThat(server.lastAsked().method()).isEqualTo("GET");
  }

  @Test
  void saysHowToGoOnAfterAPause() {
    server.answer("PATCH " + ADMIN + "/" + ID, 200, CONCERT.formatted("Gala", "PAUSED"));

    assertThat(asOperator("concert pause " + ID).out())
        .isEqualTo("Gala is PAUSED; go on with `boxoffice concert open " + ID + "`.\n");
  }

  @ParameterizedTest
  @CsvSource({"open, OPEN", "close, CLOSED"})
  void opensAndClosesOnePerformance(String verb, String state) throws IOException {
    String changed =
        """
        {"performanceId":"%s","startsAt":"2026-12-24T10:30:00.000Z","state":"%s"}"""
            .formatted(PERFORMANCE, state);
    server
        .answer("GET " + ADMIN + "/" + ID, 200, CONCERT.formatted("Gala", "ON_SALE"))
        .answer("PATCH /api/v1/admin/performances/" + PERFORMANCE, 200, changed);
    String yes = verb.equals("close") ? " --yes" : "";
    String line = "concert " + verb + " " + ID + " --performance " + PERFORMANCE + yes;

    Tool.Result result = asOperator(line);

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).startsWith("Gala, 2026-12-24 19:30 is " + state);
    assertThat(server.lastAsked().body()).isEqualTo("{\"state\":\"" + state + "\"}");
    isJson(asOperator(line + " --json").out(), changed);
  }

  @ParameterizedTest
  @CsvSource({"open", "close"})
  void neverTouchesAnotherConcertsPerformance(String verb) {
    server.answer("GET " + ADMIN + "/" + ID, 200, CONCERT.formatted("Gala", "ON_SALE"));

    Tool.Result result = asOperator("concert " + verb + " " + ID + " --performance 0S9WVEN2803PZ");

    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.err())
        .contains("Gala has no performance 0S9WVEN2803PZ", "concert show " + ID);
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void aPerformanceThatTheServerDoesNotKnowHasAdvice() {
    server
        .answer("GET " + ADMIN + "/" + ID, 200, CONCERT.formatted("Gala", "ON_SALE"))
        .answer(
            "PATCH /api/v1/admin/performances/" + PERFORMANCE,
            404,
            "{\"code\":\"PERFORMANCE_NOT_FOUND\",\"title\":\"Gone\"}");

    Tool.Result result = asOperator("concert open " + ID + " --performance " + PERFORMANCE);

    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.err()).contains("Gone", "look up the id with `boxoffice concert show ID`");
  }

  @Test
  void closesOnlyWhereItIsConfirmed() {
    server
        .answer("GET " + ADMIN + "/" + ID, 200, CONCERT.formatted("Gala", "ON_SALE"))
        .answer("PATCH " + ADMIN + "/" + ID, 200, CONCERT.formatted("Gala", "CLOSED"));
    String[] close = {"concert", "close", ID};

    Tool.Result script = operator().typing("y\n").run(close);
    assertThat(script.exitCode()).isEqualTo(2);
    assertThat(script.err()).contains("--yes");
    assertThat(server.asked()).isEmpty();

    for (String refusal : new String[] {"n\n", "\n", "", "yesterday\n"}) {
      Tool.Result refused = operator().atKeyboard().typing(refusal).run(close);
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err()).contains("Close the sale of Gala? [y/N]", "nothing was changed");
    }
    assertThat(server.asked()).allMatch(asked -> asked.method().equals("GET"));

    Tool.Result agreed = operator().atKeyboard().typing("Y\n").run(close);
    assertThat(agreed.exitCode()).isZero();
    assertThat(agreed.out())
        .isEqualTo("Gala is CLOSED: no new holds; those that exist stay payable to their end.\n");
    assertThat(server.lastAsked().body()).isEqualTo("{\"state\":\"CLOSED\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "concert show %s, GET, 404, CONCERT_NOT_FOUND, 4, concert list",
    "concert open %s, PATCH, 409, STATE_CONFLICT, 1, concert list --all",
    "concert pause %s, PATCH, 403, FORBIDDEN, 3, log in as an operator",
    "concert close %s --yes, PATCH, 401, ACCESS_TOKEN_INVALID, 3, log in again"
  })
  void refusalsSayWhatToDoNext(
      String command, String method, int status, String code, int exitCode, String advice) {
    server.answer(
        method + " " + ADMIN + "/" + ID,
        status,
        "{\"code\":\"" + code + "\",\"title\":\"No\",\"detail\":\"Not so.\"}");

    Tool.Result result = asOperator(command.formatted(ID));

    assertThat(result.exitCode()).isEqualTo(exitCode);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("No: Not so. [" + status + " " + code + "]", advice);
  }
}
