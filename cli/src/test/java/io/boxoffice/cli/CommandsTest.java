package io.boxoffice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
  private static final String ID = "0HZK3J5T9W2QF";
  private static final String CONCERT =
      """
      {"concertId":"%s","title":"%s","venue":"Lantern Theatre on the Long Quay","state":"ON_SALE",
       "currency":"KRW","timeZone":"Asia/Seoul","salesOpenAt":"2026-11-20T00:00:00.000Z",
       "salesCloseAt":"2026-12-20T00:00:00.000Z","news":"unknown to this tool",
       "performances":[{"performanceId":"0HZK3J5T9W2QG","startsAt":"2026-11-01T10:30:00.000Z"},
                       {"performanceId":"0HZK3J5T9W2QH","startsAt":"2026-11-28T10:30:00.000Z"}]}""";

  @TempDir private Path home;
  private final StubServer server = new StubServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private Tool.Result asOperator(String... arguments) {
    return new Tool(home).loggedInAt(server.url()).run(arguments);
  }

  @Test
  void listsConcertsOverPagesWithinEightyColumns() {
    String long1 = CONCERT.formatted(ID, "피아노와 오케스트라를 위한 아주 긴 제목의 겨울 음악회 앙코르 공연");
    String long2 = CONCERT.formatted(ID, "A title that goes on\\u001b[31m and on and on and on");
    server
        .answer(
            "GET /api/v1/concerts?limit=50",
            200,
            "{\"items\":[" + long1 + "],\"nextCursor\":\"c/1\"}")
        .answer(
            "GET /api/v1/concerts?limit=49&cursor=c%2F1",
            200, "{\"items\":[" + long2 + "],\"nextCursor\":null}");

    Tool.Result result = new Tool(home).run("concert", "list", "--url", server.url());

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out().lines()).hasSize(3).allMatch(line -> columns(line) <= 80);
    assertThat(result.out()).contains(ID, "2026-11-28 19:30", "…").doesNotContain("\u001b");
    assertThat(server.lastAsked().header("Authorization")).isNull();
  }

  private static int columns(String line) {
    return line.codePoints().map(point -> point >= 0xAC00 && point <= 0xD7A3 ? 2 : 1).sum();
  }

  @Test
  void printsJsonForPrograms() throws IOException {
    server.answer(
        "GET /api/v1/admin/concerts?limit=50",
        200,
        "{\"items\":[" + CONCERT.formatted(ID, "T") + "],\"nextCursor\":null}");

    Tool.Result result = asOperator("concert", "list", "--all", "--json");

    JsonNode json = new ObjectMapper().readTree(result.out());
    assertThat(json.at("/items/0/concertId").asText()).isEqualTo(ID);
    assertThat(json.at("/nextCursor").isNull()).isTrue();
    assertThat(server.lastAsked().header("Authorization")).isEqualTo("Bearer stored-token");
  }

  @ParameterizedTest
  @CsvSource({"open, '', ON_SALE", "pause, '', PAUSED", "close, ' --yes', CLOSED"})
  void changesTheState(String verb, String more, String state) {
    server.answer("PATCH /api/v1/admin/concerts/" + ID, 200, CONCERT.formatted(ID, "Gala"));

    String[] words = ("concert " + verb + " " + ID + more).split(" ");
    Tool.Result result = asOperator(words);

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(server.lastAsked().body()).isEqualTo("{\"state\":\"" + state + "\"}");
    assertThat(result.out()).contains("Gala is ON_SALE");
  }

  @Test
  void showsAQueue() {
    server.answer(
        "GET /api/v1/admin/concerts/" + ID + "/queue",
        200,
        """
        {"waiting":180,"admitted":20,"capacity":20,"admitPerMinute":0,"paused":false,
         "sequence":200,"serving":20,"completed":0,"expired":0,"left":0,
         "oldestWaitSeconds":null,"joinsPerMinute":200,"admissionsPerMinute":20}""");

    Tool.Result result = asOperator("queue", "show", ID);

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("20 of 20").containsPattern("waiting +180");
    assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void aVerificationThatFindsSomethingHasItsOwnExitCode() {
    server.answer(
        "POST /api/v1/admin/verify",
        200,
        """
        {"ok":false,"checked":12,"findings":[{"what":"balance","detail":"wallet 7: 1 won short"}]}""");

    Tool.Result result = asOperator("verify");

    assertThat(result.exitCode()).isEqualTo(6);
    assertThat(result.out()).contains("12 checked, 1 broken", "balance: wallet 7: 1 won short");
  }

  @Test
  void aVerificationThatFindsNothingIsFine() {
    server.answer(
        "POST /api/v1/admin/verify", 200, "{\"ok\":true,\"checked\":1234,\"findings\":[]}");

    Tool.Result result = asOperator("verify");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("All invariants hold: 1,234 checked");
  }

  @ParameterizedTest
  @CsvSource({
    "401, ACCESS_TOKEN_INVALID, 3, boxoffice login",
    "403, FORBIDDEN, 3, log in as an operator",
    "404, CONCERT_NOT_FOUND, 4, boxoffice concert list",
    "409, STATE_CONFLICT, 1, --all",
    "500, INTERNAL_ERROR, 1, trace 4bf9",
    "503, SERVICE_UNAVAILABLE, 1, try again in 7 s"
  })
  void refusalsHaveExitCodesAndAdvice(int status, String code, int exitCode, String advice) {
    server.answer(
        "GET /api/v1/admin/concerts/" + ID + "/queue",
        status,
        """
        {"code":"%s","title":"A title","detail":"A detail","traceId":"4bf9",
         "retryAfterSeconds":7}"""
            .formatted(code));

    Tool.Result result = asOperator("queue", "show", ID);

    assertThat(result.exitCode()).isEqualTo(exitCode);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("A title: A detail [" + status + " " + code + "]", advice)
        .doesNotContain("\tat ");
  }

  @Test
  void anAnswerOfSomethingElseIsNoAnswer() {
    server.answer("GET /api/v1/concerts?limit=50", 200, "<html>hello</html>");

    Tool.Result result = new Tool(home).run("concert", "list", "--url", server.url());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains(server.url() + " answered 200, but not as a Boxoffice node does", "--url");
  }

  @Test
  void nobodyThereIsExitCodeFive() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    Tool.Result result = new Tool(home).run("concert", "list", "--url", "http://127.0.0.1:" + port);

    assertThat(result.exitCode()).isEqualTo(5);
    assertThat(result.err()).contains("No answer from", "boxoffice serve", "--url");
  }

  @Test
  void aTokenIsNeverSentToAnotherServer() {
    Tool.Result result =
        new Tool(home).loggedInAt("http://127.0.0.1:1").run("verify", "--url", server.url());

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains("not logged in", "boxoffice login NAME --url");
    assertThat(server.asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "concert",
        "queue",
        "cluster",
        "nonsense",
        "concert open",
        "concert list --limit 0",
        "concert list --limit 10001",
        "concert open 0HZK3J5T9W2QF --performance 0HZK3J5T9W2QG --sales-close 2027-01-15T19:30",
        "queue set 0HZK3J5T9W2QF",
        "queue set 0HZK3J5T9W2QF --capacity many",
        "queue admit 0HZK3J5T9W2QF",
        "queue remove 0HZK3J5T9W2QF",
        "concert list --url ftp://x",
        "demo --once stray"
      })
  void wrongWordsAreExitCodeTwo(String line) {
    String[] words = line.isEmpty() ? new String[0] : line.split(" ");

    Tool.Result result = new Tool(home).run(words);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).isNotBlank().doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serve",
        "demo",
        "login",
        "concert",
        "concert import",
        "concert list",
        "concert show",
        "concert open",
        "concert pause",
        "concert close",
        "queue",
        "queue list",
        "queue show",
        "queue set",
        "queue pause",
        "queue resume",
        "queue admit",
        "queue remove",
        "cluster",
        "cluster status",
        "verify",
        "completion",
        "man"
      })
  void everyCommandHasHelpWithExamplesThatFitsATerminal(String command) {
    Tool.Result result = new Tool(home).run((command + " --help").split(" "));

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("Examples:", "boxoffice " + command, "Exit codes:")
        .containsPattern("\\R  0 +\\w.*\\R");
    assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void theExitCodesAreDocumented() {
    assertThat(new Tool(home).run("--help").out())
        .containsPattern("6 +the verification found violations");
  }
}
