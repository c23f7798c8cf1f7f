package io.boxoffice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WatchTest {
  private static final String CALL = "GET /api/v1/concerts?limit=50";
  private static final String CONCERT =
      """
      {"concertId":"0S9WVEN28031J","title":"%s","venue":"Hall","state":"ON_SALE",
       "timeZone":"Asia/Seoul","performances":[]}""";

  /** What happens before each further look; after the last one the user presses Ctrl-C. */
  private final List<Runnable> meanwhile = new ArrayList<>();

  private final List<Duration> waits = new ArrayList<>();
  private final SteppingClock clock = new SteppingClock();
  private final StubServer server = new StubServer();

  @TempDir private Path home;
  private Tool tool;

  @BeforeEach
  void prepare() {
    show("First");
    tool =
        new Tool(home, clock)
            .with("LINES", "10")
            .with("BOXOFFICE_URL", server.url())
            .pausing(
                wait -> {
                  waits.add(wait);
                  clock.now = clock.now.plus(wait);
                  if (waits.size() > meanwhile.size()) {
                    throw new InterruptedException();
                  }
                  meanwhile.get(waits.size() - 1).run();
                });
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void show(String... titles) {
    List<String> concerts = new ArrayList<>();
    for (String title : titles) {
      concerts.add(CONCERT.formatted(title));
    }
    server.answer(
        CALL, 200, "{\"items\":[" + String.join(",", concerts) + "],\"nextCursor\":null}");
  }

  private Tool.Result watch(String... more) {
    List<String> words = new ArrayList<>(List.of("concert", "list", "--watch"));
    words.addAll(List.of(more));
    return tool.run(words.toArray(String[]::new));
  }

  @Test
  void appendsWhereNobodyLooksOn() {
    meanwhile.add(() -> show("Second"));

    Tool.Result result = watch();

    assertThat(result.exitCode()).as(result.err()).isEqualTo(130);
    assertThat(result.out().lines().filter(line -> !line.startsWith("ID")))
        .containsExactly(
            "2026-11-21T09:00Z",
            "0S9WVEN28031J  ON_SALE  First  Hall   -                     0",
            "",
            "2026-11-21T09:00:02Z",
            "0S9WVEN28031J  ON_SALE  Second  Hall   -                     0",
            "");
    assertThat(waits).containsOnly(Duration.ofSeconds(2));
  }

  @Test
  void paintsOverOnATerminal() {
    meanwhile.add(() -> show("Second", "Third"));
    meanwhile.add(() -> show("Fourth"));

    tool.onTerminal();

    String out = watch("7", "--color=never").out();

    assertThat(out).startsWith("\u001b[?25l\u001b[?7l").endsWith("\u001b[?7h\u001b[?25h");
    assertThat(out.split("\u001b\\[J", -1)).hasSize(4);
    assertThat(out)
        .contains("\r09:00:00, every 7 s; Ctrl-C ends\u001b[K\n")
        .contains("\r\u001b[3A09:00:07,", "\r\u001b[4A09:00:14,");
  }

  @Test
  void neverPaintsMoreThanTheWindowHolds() {
    show("1", "2", "3", "4", "5", "6", "7", "8", "9");
    meanwhile.add(() -> show("1"));
    tool.onTerminal();

    String out = watch("--color=never").out();

    assertThat(out).contains("... 3 more lines than").contains("\r\u001b[9A");
  }

  @Test
  void oneDocumentALineForPrograms() {
    meanwhile.add(() -> show("Second"));
    tool.onTerminal();

    Tool.Result result = watch("--json");

    assertThat(result.out().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"items\":[{\"concertId\":") && line.endsWith("}"));
    assertThat(result.out()).doesNotContain("\u001b").contains("First", "Second");
  }

  @Test
  void aServerThatRestartsIsWaitedFor() {
    meanwhile.add(() -> server.silent(true));
    meanwhile.add(
        () -> {
          server.silent(false);
          server.answer(CALL, 503, "{\"code\":\"SERVICE_UNAVAILABLE\",\"title\":\"Starting\"}");
        });
    meanwhile.add(() -> show("Second"));

    Tool.Result result = watch();

    assertThat(result.exitCode()).isEqualTo(130);
    assertThat(result.out()).contains("First", "Second");
    assertThat(result.err().lines())
        .containsExactly("2026-11-21T09:00:02Z  No answer since 09:00:00; going on.");
  }

  @Test
  void whatWasSeenLastStaysOnTheTerminal() {
    meanwhile.add(() -> server.silent(true));
    tool.onTerminal();

    String out = watch("--color=never").out();

    String lastFrame = out.substring(out.lastIndexOf('\r'));
    assertThat(lastFrame).contains("No answer since 09:00:00; going on. (09:00:02)", "First");
  }

  @ParameterizedTest
  @CsvSource({"401, ACCESS_TOKEN_INVALID, 3", "404, CONCERT_NOT_FOUND, 4"})
  void whatIsRefusedForGoodEndsIt(int status, String code, int exitCode) {
    meanwhile.add(() -> server.answer(CALL, status, "{\"code\":\"" + code + "\"}"));
    meanwhile.add(() -> {});

    assertThat(watch().exitCode()).isEqualTo(exitCode);
    assertThat(waits).hasSize(1);
  }

  @Test
  void theFirstLookFailsAsEver() {
    server.silent(true);

    assertThat(watch().exitCode()).isEqualTo(5);
    assertThat(waits).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "3601", "often"})
  void secondsHaveBounds(String seconds) {
    Tool.Result result = watch(seconds);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--watch", "boxoffice concert list");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void helpIsToldOnce() {
    assertThat(watch("--help").out()).contains("--watch[=SECONDS]", "130");
  }

  private static final class SteppingClock extends Clock {
    private Instant now = Tool.NOW;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
