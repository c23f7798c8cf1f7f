package io.boxoffice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogoutCommandTest {
  @TempDir private Path home;

  private Path file() {
    return home.resolve(".config/boxoffice/credentials.json");
  }

  @Test
  void forgetsThisServersTokenOnly() {
    Tool tool = new Tool(home).loggedInAt("http://one").loggedInAt("http://two");

    Tool.Result result = tool.run("logout", "--url", "http://one/");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).isEqualTo("Logged out at http://one.\n");
    assertThat(tool.credentials().at("http://one")).isEmpty();
    assertThat(tool.credentials().at("http://two")).isPresent();
  }

  @Test
  void withoutAnAddressItMeansTheLastLogin() {
    Tool tool = new Tool(home).loggedInAt("http://one").loggedInAt("http://two");

    assertThat(tool.run("logout").out()).isEqualTo("Logged out at http://two.\n");
    assertThat(tool.run("logout").out()).isEqualTo("Logged out at http://one.\n");
    assertThat(file()).as("the last one gone").doesNotExist();
  }

  @Test
  void forgetsAll() {
    Tool tool = new Tool(home).loggedInAt("http://one").loggedInAt("http://two");

    Tool.Result result = tool.run("logout", "--all");

    assertThat(result.out()).isEqualTo("Logged out at http://two.\nLogged out at http://one.\n");
    assertThat(file()).doesNotExist();
  }

  @Test
  void saysWhereThereWasNothingToForget() {
    Tool tool = new Tool(home);

    assertThat(tool.run("logout", "--url", "http://one"))
        .isEqualTo(new Tool.Result(0, "You were not logged in at http://one.\n", ""));
    assertThat(tool.run("logout", "--all"))
        .isEqualTo(new Tool.Result(0, "You were not logged in anywhere.\n", ""));
    assertThat(file()).doesNotExist();
  }

  @Test
  void tellsProgramsWhichTokensAreGone() {
    Tool.Result result = new Tool(home).loggedInAt("http://one").run("logout", "--json");

    assertThat(result.out().replaceAll("\\s", "")).isEqualTo("{\"urls\":[\"http://one\"]}");
  }
}
