package io.boxoffice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcertImportCommandTest {
  private static final String CALL = "POST /api/v1/admin/concerts";
  private static final String IMPORTED =
      """
      {"concertId":"0HZK3J5T9W2QF","state":"ON_SALE","totalSeats":1200,
       "performances":[{"performanceId":"0HZK3J5T9W2QG","startsAt":"2026-12-24T10:30:00.000Z"}]}""";

  @TempDir private Path home;
  private final StubServer server = new StubServer();
  private Tool tool;

  @BeforeEach
  void logIn() {
    tool = new Tool(home).loggedInAt(server.url());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String file(String content) throws IOException {
    return Files.writeString(home.resolve("import.json"), content).toString();
  }

  @Test
  void sendsAFileAsItIsWithTheSameKeyForTheSameContent() throws IOException {
    server.answer(CALL, 201, IMPORTED);
    String file = file("{ \"title\": \"Gala\" }");

    Tool.Result result = tool.run("concert", "import", file);
    String firstKey = server.lastAsked().header("Idempotency-Key");
    tool.run("concert", "import", file);
    String secondKey = server.lastAsked().header("Idempotency-Key");
    tool.run("concert", "import", file("{ \"title\": \"Gala 2\" }"));
    String otherKey = server.lastAsked().header("Idempotency-Key");
    tool.run("concert", "import", file, "--key", "mine");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("0HZK3J5T9W2QF", "1,200 seats", "0HZK3J5T9W2QG");
    assertThat(server.asked().get(0).body()).isEqualTo("{ \"title\": \"Gala\" }");
    assertThat(firstKey).isNotBlank().isEqualTo(secondKey).isNotEqualTo(otherKey);
    assertThat(server.lastAsked().header("Idempotency-Key")).isEqualTo("mine");
  }

  @Test
  void buildsTheBodyAroundAPlan() throws IOException {
    server.answer(CALL, 201, IMPORTED);
    String plan = file("{\"name\":\"Hall\",\"zones\":[]}");

    Tool.Result result =
        tool.run(
            "concert",
            "import",
            "--plan",
            plan,
            "--title",
            "Gala",
            "--venue",
            "Hall",
            "--performance",
            "2026-12-25T19:30",
            "--performance",
            "2026-12-24T10:30:00Z",
            "--price",
            "A=90000",
            "--price",
            "B=60000",
            "--capacity",
            "20");

    assertThat(result.exitCode()).as(result.err()).isZero();
    JsonNode body = new ObjectMapper().readTree(server.lastAsked().body());
    assertThat(body.at("/title").asText()).isEqualTo("Gala");
    assertThat(body.at("/performances/0/startsAt").asText()).isEqualTo("2026-12-24T10:30:00.000Z");
    assertThat(body.at("/performances/1/startsAt").asText()).isEqualTo("2026-12-25T10:30:00.000Z");
    assertThat(body.at("/salesOpenAt").asText()).isEqualTo("2026-11-21T09:00:00.000Z");
    assertThat(body.at("/salesCloseAt").asText()).isEqualTo("2026-12-25T10:30:00.000Z");
    assertThat(body.at("/prices/B").asLong()).isEqualTo(60_000);
    assertThat(body.at("/queue/capacity").asInt()).isEqualTo(20);
    assertThat(body.at("/seatingPlan/name").asText()).isEqualTo("Hall");
    assertThat(body.has("maxHeldSeats")).isFalse();
  }

  @Test
  void listsEveryErrorOfTheServerWithItsPlace() throws IOException {
    server.answer(
        CALL,
        400,
        """
        {"code":"VALIDATION_FAILED","title":"The request is not valid","status":400,
         "detail":"The request has 2 errors.","errors":[
         {"pointer":"/prices/Box","detail":"is missing"},
         {"pointer":"/seatingPlan/zones/0/rows/3/seats/2/seat_guid","detail":"appears twice"}]}""");

    Tool.Result result = tool.run("concert", "import", file("{}"));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains("/prices/Box  is missing")
        .contains("/seatingPlan/zones/0/rows/3/seats/2/seat_guid  appears twice")
        .contains("nothing was changed");
  }

  @Test
  void findsTypingErrorsBeforeAnythingTravels() throws IOException {
    assertThat(tool.run("concert", "import", home.resolve("none.json").toString()).exitCode())
        .isEqualTo(2);
    Tool.Result broken = tool.run("concert", "import", file("{\n\"title\": oops }"));
    assertThat(broken.exitCode()).isEqualTo(2);
    assertThat(broken.err()).contains("not JSON", "line 2");
    assertThat(tool.run("concert", "import").exitCode()).isEqualTo(2);
    Tool.Result untitled = tool.run("concert", "import", "--plan", file("{}"));
    assertThat(untitled.exitCode()).isEqualTo(2);
    assertThat(untitled.err()).contains("--title");
    Tool.Result badTime =
        tool.run(
            "concert",
            "import",
            "--plan",
            file("{}"),
            "--title",
            "T",
            "--venue",
            "V",
            "--performance",
            "tomorrow",
            "--price",
            "A=1");
    assertThat(badTime.exitCode()).isEqualTo(2);
    assertThat(badTime.err()).contains("Not a time: tomorrow");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void aDryRunShowsWhatWouldBeMade() throws IOException {
    server.answer(
        CALL + "?dryRun=true",
        200,
        """
        {"title":"겨울 음악회","venue":"Hall","state":"SCHEDULED","currency":"KRW",
         "timeZone":"Asia/Seoul","salesOpenAt":"2026-12-01T00:00:00.000Z",
         "salesCloseAt":"2026-12-24T10:30:00.000Z","maxHeldSeats":1,"maxSeatsPerUser":4,
         "holdSeconds":300,"totalSeats":1200,
         "queue":{"capacity":100,"admitPerMinute":0,"maxWaiting":1000000,
                  "waitingTtlSeconds":120,"admissionTtlSeconds":600},
         "zones":[%s{"name":"Stalls","rows":20,"seats":1000}],
         "categories":[{"category":"A","seats":1200,"price":90000}],
         "performances":[{"startsAt":"2026-12-24T10:30:00.000Z"}]}"""
            .formatted("{\"name\":\"Box\",\"rows\":1,\"seats\":2},".repeat(40)));
    String file = file("{}");

    Tool.Result result = tool.run("concert", "import", file, "--dry-run");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("nothing was", "겨울 음악회", "SCHEDULED", "90,000", "2026-12-24T10:30:00.000Z")
        .contains("no limit", "and 1 more; --json lists all")
        .doesNotContain("Stalls");
    assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(server.asked()).hasSize(1);
    assertThat(server.lastAsked().header("Idempotency-Key")).isNull();
    Tool.Result json = tool.run("concert", "import", file, "--dry-run", "--json");
    JsonNode told = new ObjectMapper().readTree(json.out());
    assertThat(told.at("/zones/40/seats").asInt()).isEqualTo(1000);
    assertThat(told.at("/queue/maxWaiting").asInt()).isEqualTo(1_000_000);
  }

  @Test
  void aDryRunListsTheFaultsAsAnImportDoes() throws IOException {
    server.answer(
        CALL + "?dryRun=true",
        400,
        """
        {"code":"VALIDATION_FAILED","title":"The request is not valid",
         "errors":[{"pointer":"/prices/Box","detail":"is missing"}]}""");

    Tool.Result result = tool.run("concert", "import", file("{}"), "--dry-run");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("/prices/Box  is missing");
  }

  @Test
  void progressIsForPeopleAlone() throws IOException {
    server.answer(CALL, 201, IMPORTED);
    String file = file("{ \"title\": \"" + "x".repeat(400_000) + "\" }");

    Tool.Result piped = tool.run("concert", "import", file);
    Tool.Result watched = tool.onTerminal().run("concert", "import", file, "--color=never");

    assertThat(piped.err()).isEmpty();
    assertThat(watched.err())
        .contains("Reading ...", "Sending [#", "% of 0.4 MiB", "Importing on the server, 0 s")
        .containsPattern("Sent 0\\.4 MiB in [0-9.]+ s; the server took [0-9.]+ s\\.\\R");
    assertThat(watched.out()).isEqualTo(piped.out());
  }

  @Test
  void progressGivesWayToAnError() throws IOException {
    server.answer(CALL, 400, "{\"code\":\"VALIDATION_FAILED\",\"title\":\"Not valid\"}");

    Tool.Result result = tool.onTerminal().run("concert", "import", file("{}"), "--color=never");

    assertThat(result.err()).contains("\r\u001b[Kboxoffice: Not valid").doesNotContain("Sent ");
  }
}
