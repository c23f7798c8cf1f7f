package io.boxoffice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WalletCommandsTest {
  private static final String USER_ID = "0S9WVEN2803AB";
  private static final String MINJI =
      """
      {"userId":"0S9WVEN2803AB","name":"minji","role":"buyer",
       "createdAt":"2026-11-20T23:59:58.123Z"}""";
  private static final String FIND_MINJI = "GET /api/v1/admin/users?name=minji&limit=2";
  private static final String WALLET = "GET /api/v1/admin/wallets/" + USER_ID;
  private static final String CHARGE = "POST /api/v1/admin/wallets/" + USER_ID + "/charges";

  @TempDir private Path home;
  private final StubServer server = new StubServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private Tool tool() {
    return new Tool(home).loggedInAt(server.url());
  }

  private static String page(String... items) {
    return "{\"items\":[" + String.join(",", items) + "],\"nextCursor\":null}";
  }

  private void minjiHas(long balance) {
    String wallet =
        "{\"userId\":\"%s\",\"balance\":%d,\"currency\":\"KRW\"}".formatted(USER_ID, balance);
    server.answer(FIND_MINJI, 200, page(MINJI)).answer(WALLET, 200, wallet);
  }

  private static void assertSameJson(Tool.Result result, String expected) throws IOException {
    ObjectMapper json = new ObjectMapper();
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(json.readTree(result.out())).isEqualTo(json.readTree(expected));
  }

  @Test
  void showsABalance() throws IOException {
    minjiHas(1_234_500);

    assertThat(tool().run("wallet", "show", "minji").out())
        .isEqualTo(
            """
            USER                 BALANCE
            0S9WVEN2803AB  1,234,500 KRW
            """);
    assertSameJson(
        tool().run("wallet", "show", USER_ID, "--json"),
        "{\"userId\":\"0S9WVEN2803AB\",\"balance\":1234500,\"currency\":\"KRW\"}");
  }

  @Test
  void listsEntriesAtTheirLargestWithinEightyColumns() throws IOException {
    minjiHas(0);
    String entries =
        page(
            """
            {"entryId":"0S9WVEN2803E2","kind":"PAYMENT","amount":-1000000000,"balanceAfter":0,
             "reservationId":"0S9WVEN2803RS","createdAt":"2026-11-21T08:00:00.000Z"}""",
            """
            {"entryId":"0S9WVEN2803E1","kind":"CHARGE","amount":50000,"balanceAfter":1000000000,
             "reservationId":null,"createdAt":"2026-11-21T07:00:00.000Z"}""");
    server.answer(WALLET + "/entries?limit=50", 200, entries);

    Tool.Result result = tool().run("wallet", "entries", "minji");

    assertThat(result.out())
        .isEqualTo(
            """
            TIME                 KIND       AMOUNT (KRW)  BALANCE (KRW)  RESERVATION
            2026-11-21 08:00:00  PAYMENT  -1,000,000,000              0  0S9WVEN2803RS
            2026-11-21 07:00:00  CHARGE          +50,000  1,000,000,000  -
            """);
    assertSameJson(tool().run("wallet", "entries", USER_ID, "--json"), entries);
  }

  @Test
  void chargesWithAKeyThatIsToldFirst() throws IOException {
    minjiHas(0);
    String approved =
        "{\"chargeId\":\"0S9WVEN2803C1\",\"amount\":50000,\"state\":\"APPROVED\",\"balance\":150000}";
    server.answer(CHARGE, 201, approved);

    Tool.Result result = tool().run("wallet", "charge", "minji", "50000");

    String key = server.lastAsked().header("Idempotency-Key");
    assertThat(key).hasSize(36);
    assertThat(server.lastAsked().body()).isEqualTo("{\"amount\":50000}");
    assertThat(result.err()).isEqualTo("The key of this charge is " + key + ".\n");
    assertThat(result.out())
        .isEqualTo("Charged 50,000 KRW to minji; the balance is now 150,000 KRW.\n");

    assertSameJson(
        tool().run("wallet", "charge", "minji", "50000", "--key", "k-1", "--json"), approved);
    assertThat(server.lastAsked().header("Idempotency-Key")).isEqualTo("k-1");
  }

  @Test
  void aRepeatSaysThatNothingMoreWasCharged() {
    minjiHas(0);
    server
        .sending("Idempotency-Replayed", "true")
        .answer(
            CHARGE,
            201,
            "{\"chargeId\":\"0S9WVEN2803C1\",\"amount\":500,\"state\":\"APPROVED\",\"balance\":1500}");

    assertThat(tool().run("wallet", "charge", "minji", "500", "--key", "k").out())
        .isEqualTo("This key had charged 500 KRW already; the balance was then 1,500 KRW.\n");
  }

  @Test
  void aSilentGatewayIsNotDone() throws IOException {
    minjiHas(0);
    String pending =
        "{\"chargeId\":\"0S9WVEN2803C1\",\"amount\":592,\"state\":\"PENDING\",\"balance\":null}";
    server.answer(CHARGE, 202, pending);

    Tool.Result result = tool().run("wallet", "charge", "minji", "592", "--key", "k", "--json");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("has not answered yet", "--key k");
    assertThat(new ObjectMapper().readTree(result.out()))
        .isEqualTo(new ObjectMapper().readTree(pending));
  }

  @Test
  void anUnknownOutcomeSaysHowToRepeat() {
    minjiHas(0);
    server.hangUp(CHARGE);

    Tool.Result silent = tool().run("wallet", "charge", "minji", "500");
    String key = server.lastAsked().header("Idempotency-Key");
    server.answer(CHARGE, 504, "{\"code\":\"OUTCOME_UNKNOWN\",\"title\":\"Unknown\"}");
    Tool.Result timeout = tool().run("wallet", "charge", "minji", "500", "--key", "k");

    assertThat(silent.exitCode()).isEqualTo(5);
    assertThat(silent.err()).contains("not known whether it was charged", "--key " + key);
    assertThat(timeout.exitCode()).isEqualTo(1);
    assertThat(timeout.err()).contains("Unknown [504 OUTCOME_UNKNOWN]", "--key k;");
  }

  @ParameterizedTest
  @CsvSource({
    "402, CHARGE_DECLINED, 1, nothing was charged",
    "403, FORBIDDEN, 3, log in as an operator",
    "404, USER_NOT_FOUND, 4, boxoffice user list",
    "409, BALANCE_LIMIT, 1, nothing was charged",
    "409, IDEMPOTENCY_IN_PROGRESS, 1, repeat the command with --key k",
    "422, IDEMPOTENCY_KEY_REUSED, 1, another --key"
  })
  void refusalsHaveExitCodesAndAdvice(int status, String code, int exitCode, String advice) {
    minjiHas(0);
    server.answer(CHARGE, status, "{\"code\":\"%s\",\"title\":\"No\"}".formatted(code));

    Tool.Result result = tool().run("wallet", "charge", "minji", "500", "--key", "k");

    assertThat(result.exitCode()).isEqualTo(exitCode);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("[" + status + " " + code + "]", advice);
  }
}
