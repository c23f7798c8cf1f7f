package io.boxoffice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginCommandTest {
  private static final String SESSION =
      """
      {"accessToken":"a.b.c","tokenType":"Bearer","expiresAt":"2026-11-21T10:00:00.000Z",
       "userId":"0HYQ2TK5R4A0B"}""";

  @TempDir private Path home;
  private final StubServer server = new StubServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void keepsTheTokenWhereOnlyItsOwnerReadsIt() throws IOException {
    server.answer("POST /api/v1/login", 200, SESSION);

    Tool.Result result =
        new Tool(home)
            .typing("secret-1\nmore\n")
            .run("login", "operator", "--password-stdin", "--url", server.url() + "/");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("Logged in at " + server.url()).doesNotContain("a.b.c");
    assertThat(server.lastAsked().body()).contains("secret-1").doesNotContain("more");
    Path file = home.resolve(".config/boxoffice/credentials.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).contains("a.b.c").doesNotContain("secret-1");
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void takesThePasswordFromTheEnvironmentAndTheDirectoryFromXdg() {
    server.answer("POST /api/v1/login", 200, SESSION);
    Path config = home.resolve("elsewhere");

    Tool.Result result =
        new Tool(home)
            .with("BOXOFFICE_PASSWORD", "secret-2")
            .with("BOXOFFICE_URL", server.url())
            .with("XDG_CONFIG_HOME", config.toString())
            .run("login", "operator");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(server.lastAsked().body()).contains("secret-2");
    assertThat(config.resolve("boxoffice/credentials.json")).exists();
  }

  @Test
  void hasNoOptionForThePasswordItself() {
    Tool.Result result =
        new Tool(home).run("login", "operator", "--password", "x", "--url", server.url());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void saysHowToGiveThePasswordWhereNobodyCanType() {
    Tool.Result result = new Tool(home).run("login", "operator", "--url", server.url());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--password-stdin").contains("BOXOFFICE_PASSWORD");
  }

  @Test
  void tellsAWrongPassword() {
    server.answer(
        "POST /api/v1/login",
        401,
        """
        {"code":"BAD_CREDENTIALS","title":"The name or the password is wrong","status":401}""");

    Tool.Result result =
        new Tool(home)
            .with("BOXOFFICE_PASSWORD", "wrong")
            .run("login", "operator", "--url", server.url());

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err())
        .contains("The name or the password is wrong [401 BAD_CREDENTIALS]")
        .contains("check the name and the password");
    assertThat(home.resolve(".config")).doesNotExist();
  }

  @Test
  void forgetsDeadLoginsAndKeepsOneForEachServer() {
    Tool tool = new Tool(home).loggedInAt("http://one").loggedInAt("http://two");
    tool.loggedInAt("http://one");
    tool.credentials()
        .keep(
            new CredentialStore.Login("http://three", "x", "u", "t", "2026-11-22T10:00:00.000Z"),
            Tool.NOW.plusSeconds(7_200));

    assertThat(tool.credentials().latest().orElseThrow().url()).isEqualTo("http://three");
    assertThat(tool.credentials().at("http://one")).isEmpty();
    assertThat(tool.credentials().at("http://two")).isEmpty();
  }
}
