package io.boxoffice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.cli.console.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users, and what all support commands have in common. */
class SupportCommandsTest {
  private static final String USER_ID = "0S9WVEN2803AB";
  private static final String USER =
      """
      {"userId":"%s","name":"%s","role":"%s","createdAt":"2026-11-20T23:59:58.123Z"}""";
  private static final String MINJI = USER.formatted(USER_ID, "minji", "buyer");
  private static final String FIND_MINJI = "GET /api/v1/admin/users?name=minji&limit=2";

  @TempDir private Path home;
  private final StubServer server = new StubServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private Tool tool() {
    return new Tool(home).loggedInAt(server.url());
  }

  private static String page(String nextCursor, String... items) {
    String cursor = nextCursor == null ? "null" : "\"" + nextCursor + "\"";
    return "{\"items\":[" + String.join(",", items) + "],\"nextCursor\":" + cursor + "}";
  }

  private static void assertSameJson(Tool.Result result, String expected) throws IOException {
    ObjectMapper json = new ObjectMapper();
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(json.readTree(result.out())).isEqualTo(json.readTree(expected));
  }

  @Test
  void listsUsersInColumnsThatFit() {
    String longName = "아주 긴 이름을 가진 사람 ".repeat(4).strip();
    server.answer(
        "GET /api/v1/admin/users?limit=50",
        200,
        page(null, MINJI, USER.formatted("0S9WVEN2803AC", longName, "admin")));

    Tool.Result result = tool().run("user", "list");

    assertThat(result.out())
        .isEqualTo(
            """
            ID             NAME                                      ROLE   CREATED
            0S9WVEN2803AB  minji                                     buyer  2026-11-20 23:59
            0S9WVEN2803AC  아주 긴 이름을 가진 사람 아주 긴 이름을…  admin  2026-11-20 23:59
            """);
    assertThat(result.out().lines()).allMatch(line -> Text.width(line) <= 80);
    assertThat(server.lastAsked().header("Authorization")).isEqualTo("Bearer stored-token");
  }

  @Test
  void fetchesPagesUpToTheLimitAndSaysHowToGetMore() {
    server
        .answer("GET /api/v1/admin/users?limit=2", 200, page("c/1", MINJI))
        .answer("GET /api/v1/admin/users?limit=1&cursor=c%2F1", 200, page("c/2", MINJI));

    Tool.Result result = tool().run("user", "list", "--limit", "2");

    assertThat(result.out().lines()).hasSize(4);
    assertThat(result.out()).endsWith("There are more; see them with --all or --limit N.\n");
  }

  @Test
  void allIsBoundedAndSaysSo() {
    String[] many = new String[200];
    Arrays.fill(many, MINJI);
    server
        .answer("GET /api/v1/admin/users?limit=200", 200, page("c", many))
        .answer("GET /api/v1/admin/users?limit=200&cursor=c", 200, page("c", many));

    Tool.Result result = tool().run("user", "list", "--all");

    assertThat(server.asked()).hasSize(50);
    assertThat(result.out()).endsWith("There are more than 10000; narrow the list (see --help).\n");
  }

  @Test
  void saysThatThereIsNobody() {
    server.answer("GET /api/v1/admin/users?name=%EB%AF%BC%EC%A7%80&limit=50", 200, page(null));

    assertThat(tool().run("user", "list", "--name", "민지").out()).contains("boxoffice user add");
  }

  @ParameterizedTest
  @ValueSource(strings = {"minji", USER_ID})
  void showsAUserByNameOrId(String named) throws IOException {
    server
        .answer(FIND_MINJI, 200, page(null, MINJI))
        .answer("GET /api/v1/admin/users/" + USER_ID, 200, MINJI);

    assertThat(tool().run("user", "show", named).out())
        .isEqualTo(
            """
            USER     0S9WVEN2803AB
            name     minji
            role     buyer
            created  2026-11-20 23:59:58
            """);
    assertSameJson(tool().run("user", "show", named, "--json"), MINJI);
  }

  @Test
  void aNameThatNobodyOrTwoHaveIsNotFound() {
    server
        .answer("GET /api/v1/admin/users?name=nobody&limit=2", 200, page(null))
        .answer("GET /api/v1/admin/users?name=two&limit=2", 200, page(null, MINJI, MINJI));

    Tool.Result nobody = tool().run("wallet", "show", "nobody");
    Tool.Result two = tool().run("wallet", "charge", "two", "500");

    assertThat(nobody.exitCode()).isEqualTo(4);
    assertThat(nobody.err()).contains("no user named nobody", "boxoffice user list");
    assertThat(two.exitCode()).isEqualTo(4);
    assertThat(two.err()).contains("More than one user is named two", "give the id");
    assertThat(server.asked()).noneMatch(asked -> asked.target().contains("wallets"));
  }

  @Test
  void addsAUserWithAPasswordThatIsNoArgument() throws IOException {
    String jiho = USER.formatted("0S9WVEN2803AD", "jiho", "admin");
    server.answer("POST /api/v1/admin/users", 201, jiho);
    String[] command = {"user", "add", "jiho", "--role", "admin", "--password-stdin"};

    Tool.Result result = tool().typing("correct horse\n").run(command);

    assertThat(result.out()).isEqualTo("Added jiho (admin) with the id 0S9WVEN2803AD.\n");
    assertThat(new ObjectMapper().readTree(server.lastAsked().body()))
        .isEqualTo(
            new ObjectMapper()
                .readTree("{\"name\":\"jiho\",\"password\":\"correct horse\",\"role\":\"admin\"}"));

    Tool.Result json =
        tool().with("BOXOFFICE_NEW_PASSWORD", "from there").run("user", "add", "jiho", "--json");

    assertSameJson(json, jiho);
    assertThat(server.lastAsked().body()).contains("from there", "\"role\":\"buyer\"");
    assertThat(tool().run("user", "add", "jiho").err()).contains("BOXOFFICE_NEW_PASSWORD");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user",
        "wallet",
        "reservation",
        "audit",
        "user show",
        "user add jiho --role king",
        "user add jiho --password x",
        "user list --limit 0",
        "user list --limit 10001",
        "user list --limit 5 --all",
        "wallet charge minji",
        "wallet charge minji 1.5",
        "reservation list --state SOLD",
        "reservation show",
        "audit list --limit many"
      })
  void wrongWordsAreExitCodeTwoAndAskNobody(String line) {
    Tool.Result result = tool().run(line.split(" "));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).isNotBlank().doesNotContain("\tat ");
    assertThat(server.asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "logout",
        "user",
        "user add",
        "user list",
        "user show",
        "wallet",
        "wallet show",
        "wallet charge",
        "wallet entries",
        "reservation",
        "reservation list",
        "reservation show",
        "audit",
        "audit list"
      })
  void everyCommandHasHelpWithExamplesThatFitsATerminal(String command) {
    Tool.Result result = new Tool(home).run((command + " --help").split(" "));

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("Examples:", "\n  boxoffice " + command);
    assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
  }
}
