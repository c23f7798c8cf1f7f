package io.boxoffice.cli;

import static io.boxoffice.cli.OperatorCommandsTest.ADMIN;
import static io.boxoffice.cli.OperatorCommandsTest.CONCERT;
import static io.boxoffice.cli.OperatorCommandsTest.ID;
import static io.boxoffice.cli.OperatorCommandsTest.JSON;
import static io.boxoffice.cli.OperatorCommandsTest.fitsATerminal;
import static io.boxoffice.cli.OperatorCommandsTest.isJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands about queues, against canned answers. */
class QueueCommandsTest {
  private static final String USER = "0S9WVEN2803AB";
  private static final String QUEUE = ADMIN + "/" + ID + "/queue";
  private static final String STATS =
      """
      {"waiting":18000,"admitted":20,"capacity":1000,"admitPerMinute":6000,"paused":false,
       "sequence":18020,"serving":20,"completed":0,"expired":0,"left":0,
       "oldestWaitSeconds":41,"joinsPerMinute":200,"admissionsPerMinute":20}""";
  private static final String PLACE =
      """
      {"concertId":"0S9WVEN28031J","userId":"0S9WVEN2803AB","state":"WAITING","sequence":1037,
       "position":1017,"ahead":1016,"estimatedWaitSeconds":{"low":10,"high":20},
       "refreshAfterSeconds":5,"joinedAt":"2026-11-21T08:59:01.000Z","admittedAt":null,
       "expiresAt":"2026-11-21T09:00:41.000Z"}""";
  private static final String ADMITTED =
      PLACE
          .replace("WAITING", "ADMITTED")
          .replace("1017", "0")
          .replace("1016", "0")
          .replace("1037", "20");

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

  private static String page(String cursor, String... items) {
    String next = cursor == null ? "null" : "\"" + cursor + "\"";
    return "{\"items\":[" + String.join(",", items) + "],\"nextCursor\":" + next + "}";
  }

  private void hasThreeConcerts() {
    String draft = "0S9WVEN28031D";
    String wide = "0S9WVEN28031W";
    server
        .answer(
            "GET " + ADMIN + "?limit=200",
            200,
            page(
                null,
                CONCERT.formatted("Draft", "DRAFT").replace(ID, draft),
                CONCERT.formatted("Gala", "ON_SALE"),
                CONCERT.formatted("피아노와 오케스트라를 위한 아주 긴 제목의 겨울 음악회", "SCHEDULED").replace(ID, wide)))
        .answer("GET " + ADMIN + "/" + draft + "/queue", 200, STATS)
        .answer("GET " + QUEUE, 200, STATS)
        .answer(
            "GET " + ADMIN + "/" + wide + "/queue",
            200,
            STATS.replace("false", "true").replace("41", "null"));
  }

  @Test
  void listsTheQueuesThatMatterNow() {
    hasThreeConcerts();

    Tool.Result result = asOperator("queue list");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            CONCERT        STATE      TITLE              WAITING  ADMITTED  RATE      OLDEST
            0S9WVEN28031J  ON_SALE    Gala                 18000   20/1000  6000/min    41 s
            0S9WVEN28031W  SCHEDULED  피아노와 오케스…     18000   20/1000  paused         -
            """);
    fitsATerminal(result.out());
    assertThat(asOperator("queue list --all").out()).contains("0S9WVEN28031D", "DRAFT");
  }

  @Test
  void listsOfQueuesSayWhereTheyGoOnAndComeAsJson() throws IOException {
    hasThreeConcerts();

    Tool.Result result = asOperator("queue list --limit 1");
    JsonNode json = JSON.readTree(asOperator("queue list --limit 1 --json").out());

    assertThat(result.out()).contains(ID, "There are more than these 1").doesNotContain("031W");
    assertThat(json.at("/items/0/concertId").asText()).isEqualTo(ID);
    assertThat(json.at("/items/0/state").asText()).isEqualTo("ON_SALE");
    assertThat(json.at("/items/0/waiting").asLong()).isEqualTo(18_000);
    assertThat(json.path("items")).hasSize(1);
    assertThat(json.path("nextCursor").isNull()).isFalse();
  }

  @Test
  void showsWhoIsInLine() throws IOException {
    server
        .answer("GET " + QUEUE, 200, STATS)
        .answer("GET " + ADMIN + "/" + ID, 200, CONCERT.formatted("Gala", "ON_SALE"))
        .answer("GET " + QUEUE + "/places?limit=2", 200, page("p2", ADMITTED, PLACE));
    String line = "queue show " + ID + " --places --limit 2";

    Tool.Result result = asOperator(line);

    assertThat(result.exitCode()).as(result.err()).isZero();
    fitsATerminal(result.out());
    assertThat(result.out())
        .contains("20 of 1,000", "6,000 a minute", "18,000")
        .endsWith(
            """

            NUMBER  USER           STATE     POSITION  JOINED               LAPSES
                20  0S9WVEN2803AB  ADMITTED         -  2026-11-21 17:59:01  18:00:41
              1037  0S9WVEN2803AB  WAITING       1017  2026-11-21 17:59:01  18:00:41
            There are more; see them with --all or --limit N.
            """);

    JsonNode json = JSON.readTree(asOperator(line + " --json").out());
    assertThat(json.path("waiting").asLong()).isEqualTo(18_000);
    assertThat(json.path("places"))
        .isEqualTo(JSON.readTree(page(null, ADMITTED, PLACE)).get("items"));
    assertThat(json.path("nextCursor").asText()).isEqualTo("p2");
  }

  @Test
  void anEmptyLineIsSaid() {
    server
        .answer("GET " + QUEUE, 200, STATS)
        .answer("GET " + ADMIN + "/" + ID, 200, CONCERT.formatted("Gala", "ON_SALE"))
        .answer("GET " + QUEUE + "/places?limit=50", 200, page(null));

    assertThat(asOperator("queue show " + ID + " --places").out()).endsWith("Nobody is in line.\n");
  }

  @Test
  void setsWhatIsNamed() throws IOException {
    server.answer("PATCH " + QUEUE, 200, STATS);

    Tool.Result result =
        asOperator("queue set " + ID + " --capacity 1000 --admit-per-minute 6000 --waiting-ttl 60");

    assertThat(result.exitCode()).as(result.err()).isZero();
    isJson(
        server.lastAsked().body(),
        "{\"capacity\":1000,\"admitPerMinute\":6000,\"waitingTtlSeconds\":60}");
    assertThat(result.out())
        .isEqualTo(
            """
            Set capacity 1000, admitPerMinute 6000, waitingTtlSeconds 60.
            Waiting: 18,000; admitted: 20 of 1,000.
            """);
    isJson(asOperator("queue set " + ID + " --admission-ttl 600 --json").out(), STATS);
    isJson(server.lastAsked().body(), "{\"admissionTtlSeconds\":600}");
  }

  @ParameterizedTest
  @CsvSource({"pause, true, Admissions are paused.", "resume, false, Admissions go on."})
  void pausesAndResumes(String verb, boolean paused, String said) throws IOException {
    server.answer("PATCH " + QUEUE, 200, STATS);

    Tool.Result result = asOperator("queue " + verb + " " + ID);

    isJson(server.lastAsked().body(), "{\"paused\":" + paused + "}");
    assertThat(result.out()).isEqualTo(said + " Waiting: 18,000; admitted: 20 of 1,000.\n");
    isJson(asOperator("queue " + verb + " " + ID + " --json").out(), STATS);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 10, Admitted the next 10.",
    "3, 10, 'Admitted 3 of 10: no room, nobody else waits, or the sale is not on.'"
  })
  void admitsByHand(int admitted, int wanted, String said) throws IOException {
    server.answer("POST " + QUEUE + "/admissions", 200, "{\"admitted\":" + admitted + "}");

    Tool.Result result = asOperator("queue admit " + ID + " " + wanted);

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).isEqualTo(said + "\n");
    assertThat(server.lastAsked().body()).isEqualTo("{\"count\":" + wanted + "}");
    String key = server.lastAsked().header("Idempotency-Key");
    assertThat(key).startsWith("admit-");
    asOperator("queue admit " + ID + " " + wanted);
    assertThat(server.lastAsked().header("Idempotency-Key")).isNotEqualTo(key);
    isJson(
        asOperator("queue admit " + ID + " " + wanted + " --key k1 --json").out(),
        "{\"admitted\":" + admitted + "}");
    assertThat(server.lastAsked().header("Idempotency-Key")).isEqualTo("k1");
  }

  @Test
  void aRepeatedKeySaysThatNothingWasDoneNow() {
    server
        .sending("Idempotency-Replayed", "true")
        .answer("POST " + QUEUE + "/admissions", 200, "{\"admitted\":10}");

    assertThat(asOperator("queue admit " + ID + " 10 --key k1").out())
        .isEqualTo("Done before with this key: Admitted the next 10.\n");
  }

  @Test
  void anUnknownOutcomeTellsTheKeyToRepeatWith() {
    server.answer(
        "POST " + QUEUE + "/admissions", 504, "{\"code\":\"OUTCOME_UNKNOWN\",\"title\":\"Late\"}");

    Tool.Result result = asOperator("queue admit " + ID + " 10");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains("Late", "queue show " + ID)
        .contains("--key " + server.lastAsked().header("Idempotency-Key"));
    server.close();
    Tool.Result nobody = asOperator("queue admit " + ID + " 10 --key k1");
    assertThat(nobody.exitCode()).isEqualTo(5);
    assertThat(nobody.err()).contains("--key k1");
  }

  @ParameterizedTest
  @CsvSource({"minji", USER})
  void removesAUserByNameOrId(String user) throws IOException {
    String minji = "{\"userId\":\"" + USER + "\",\"name\":\"minji\",\"role\":\"buyer\"}";
    server
        .answer("GET /api/v1/admin/users?name=minji&limit=2", 200, page(null, minji))
        .answer("GET /api/v1/admin/users/" + USER, 200, minji)
        .answer("GET " + QUEUE + "/places/" + USER, 200, PLACE)
        .answer("DELETE " + QUEUE + "/places/" + USER, 204, "");
    String line = "queue remove " + ID + " " + user;

    assertThat(asOperator(line).exitCode()).isEqualTo(2);
    Tool.Result no = operator().atKeyboard().typing("no\n").run(line.split(" "));
    assertThat(no.exitCode()).isEqualTo(1);
    assertThat(no.err()).contains("Remove minji (" + USER + "), WAITING at position 1,017");
    assertThat(server.asked()).noneMatch(asked -> asked.method().equals("DELETE"));

    Tool.Result result = asOperator(line + " --yes");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .isEqualTo("Removed minji (" + USER + "), who was WAITING at position 1,017.\n");
    assertThat(server.lastAsked().method()).isEqualTo("DELETE");
    isJson(asOperator(line + " --yes --json").out(), PLACE);
  }

  @Test
  void whoeverIsNotFoundIsNotRemoved() {
    server
        .answer("GET /api/v1/admin/users?name=nobody&limit=2", 200, page(null))
        .answer(
            "GET /api/v1/admin/users?name=twin&limit=2",
            200,
            page(
                null,
                "{\"userId\":\"0S9WVEN2803A1\",\"name\":\"twin\"}",
                "{\"userId\":\"0S9WVEN2803A2\",\"name\":\"twin\"}"))
        .answer(
            "GET /api/v1/admin/users/" + USER, 200, "{\"userId\":\"" + USER + "\",\"name\":\"m\"}")
        .answer(
            "GET " + QUEUE + "/places/" + USER,
            404,
            "{\"code\":\"PLACE_NOT_FOUND\",\"title\":\"Not in line\"}");

    Tool.Result nobody = asOperator("queue remove " + ID + " nobody --yes");
    Tool.Result twin = asOperator("queue remove " + ID + " twin --yes");
    Tool.Result gone = asOperator("queue remove " + ID + " " + USER + " --yes");

    assertThat(nobody.exitCode()).isEqualTo(4);
    assertThat(nobody.err()).contains("no user named nobody", "boxoffice user list");
    assertThat(twin.exitCode()).isEqualTo(4);
    assertThat(twin.err()).contains("More than one", "give the id");
    assertThat(gone.exitCode()).isEqualTo(4);
    assertThat(gone.err()).contains("Not in line", "queue show ID --places");
    assertThat(server.asked()).noneMatch(asked -> asked.method().equals("DELETE"));
  }
}
