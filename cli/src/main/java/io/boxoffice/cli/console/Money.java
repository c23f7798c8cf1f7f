package io.boxoffice.cli.console;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;

/** How amounts are shown to people. */
public final class Money {
  private Money() {}

  /**
   * An amount with its currency, such as {@code 50,000 KRW} or {@code 12.50 USD}.
   *
   * @param amountMinor in the currency's minor unit
   * @param currency ISO 4217; one that this JDK does not know is shown without a fraction
   */
  public static String withCurrency(long amountMinor, String currency) {
    return plain(amountMinor, currency) + " " + currency;
  }

  /** The same without the currency, for columns whose heading names it. */
  public static String plain(long amountMinor, String currency) {
    int digits = fractionDigits(currency);
    return String.format(
        Locale.ROOT, "%,." + digits + "f", BigDecimal.valueOf(amountMinor, digits));
  }

  /** The same with its sign, for changes of a balance. */
  public static String signed(long amountMinor, String currency) {
    return (amountMinor > 0 ? "+" : "") + plain(amountMinor, currency);
  }

  private static int fractionDigits(String currency) {
    try {
      return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }
}
