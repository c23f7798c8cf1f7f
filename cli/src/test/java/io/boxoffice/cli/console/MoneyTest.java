package io.boxoffice.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0          | KRW | 0 KRW",
        "50000      | KRW | 50,000 KRW",
        "1000000000 | KRW | 1,000,000,000 KRW",
        "-330000    | KRW | -330,000 KRW",
        "1250       | USD | 12.50 USD",
        "-5         | USD | -0.05 USD",
        "1234567    | BHD | 1,234.567 BHD",
        "1250       | QQQ | 1,250 QQQ",
        "1250       | XTS | 1,250 XTS"
      })
  void showsMinorUnitsAsTheCurrencyHasThem(long amountMinor, String currency, String shown) {
    assertThat(Money.withCurrency(amountMinor, currency)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"500, +500", "-500, -500", "0, 0"})
  void aChangeHasASign(long amountMinor, String shown) {
    assertThat(Money.signed(amountMinor, "KRW")).isEqualTo(shown);
  }
}
