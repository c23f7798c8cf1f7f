package io.boxoffice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColorTest {
  private static final String ESCAPE = "\u001b[";
  private static final String CONCERT =
      """
      {"concertId":"0S9WVEN28031J","title":"%s","venue":"한옥 극장","state":"%s",
       "timeZone":"Asia/Seoul","performances":[]}""";

  @TempDir private Path home;
  private final StubServer server = new StubServer();

  @BeforeEach
  void answer() {
    server.answer(
        "GET /api/v1/concerts?limit=50",
        200,
        "{\"items\":[%s,%s],\"nextCursor\":null}"
            .formatted(
                CONCERT.formatted("겨울 음악회", "ON_SALE"), CONCERT.formatted("PAUSED", "CLOSED")));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Tool.Result list(Tool tool, String... more) {
    String[] words = new String[4 + more.length];
    System.arraycopy(new String[] {"concert", "list", "--url", server.url()}, 0, words, 0, 4);
    System.arraycopy(more, 0, words, 4, more.length);
    Tool.Result result = tool.run(words);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result;
  }

  @Test
  void headingsAndStatesStandOutOnATerminal() {
    String out = list(new Tool(home).onTerminal()).out();

    assertThat(out)
        .contains(
            "\u001b[1mSTATE\u001b[0m", "\u001b[32mON_SALE\u001b[0m", "\u001b[2mCLOSED\u001b[0m")
        .doesNotContain("mPAUSED\u001b[0m");
  }

  @Test
  void colorsTakeNoRoom() {
    String plain = list(new Tool(home)).out();
    String colored = list(new Tool(home).onTerminal()).out();

    assertThat(colored).isNotEqualTo(plain);
    assertThat(colored.replaceAll("\u001b\\[[0-9]+m", "")).isEqualTo(plain);
  }

  @Test
  void noneIntoAFileNorInJsonNorWhereTheEnvironmentAsksForNone() {
    assertThat(list(new Tool(home)).out()).doesNotContain(ESCAPE);
    assertThat(list(new Tool(home).onTerminal(), "--json", "--color=always").out())
        .doesNotContain(ESCAPE);
    assertThat(list(new Tool(home).onTerminal().with("NO_COLOR", "1")).out())
        .doesNotContain(ESCAPE);
    assertThat(list(new Tool(home).onTerminal().with("TERM", "dumb")).out()).doesNotContain(ESCAPE);
  }

  @Test
  void theOptionBeatsBoth() {
    assertThat(list(new Tool(home).with("NO_COLOR", "1"), "--color=always").out()).contains(ESCAPE);
    assertThat(list(new Tool(home).onTerminal(), "--color", "never").out()).doesNotContain(ESCAPE);
    assertThat(new Tool(home).run("concert", "list", "--color=red").exitCode()).isEqualTo(2);
  }

  @Test
  void helpAndErrorsFollowTheSameRule() {
    assertThat(new Tool(home).onTerminal().run("concert", "--help").out()).contains(ESCAPE);
    assertThat(new Tool(home).onTerminal().run("concert", "--color=never", "--help").out())
        .doesNotContain(ESCAPE);
    assertThat(new Tool(home).run("concert", "--help").out()).doesNotContain(ESCAPE);
    assertThat(new Tool(home).run("nonsense").err()).doesNotContain(ESCAPE);
  }
}
