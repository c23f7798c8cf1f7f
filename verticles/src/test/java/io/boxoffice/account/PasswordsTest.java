package io.boxoffice.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordsTest {
  private final Passwords passwords = new Passwords(1_000);

  @Test
  void onlyTheSamePasswordMatches() {
    String hash = passwords.hash("correct horse");

    assertThat(passwords.matches("correct horse", hash)).isTrue();
    assertThat(passwords.matches("correct horsf", hash)).isFalse();
    assertThat(passwords.matches("", hash)).isFalse();
  }

  @Test
  void twoHashesOfOnePasswordDiffer() {
    assertThat(passwords.hash("correct horse")).isNotEqualTo(passwords.hash("correct horse"));
  }

  @Test
  void aHashKeepsItsOwnRounds() {
    String old = new Passwords(2_000).hash("correct horse");

    assertThat(old).startsWith("$pbkdf2-sha256$i=2000$");
    assertThat(passwords.matches("correct horse", old)).isTrue();
  }

  @Test
  void composedAndDecomposedHangulAreOnePassword() {
    String composed = "\uD55C\uAE00\uBE44\uBC00\uBC88\uD638\uC785\uB2C8\uB2E4";
    String decomposed = java.text.Normalizer.normalize(composed, java.text.Normalizer.Form.NFD);

    assertThat(decomposed).isNotEqualTo(composed);
    assertThat(passwords.matches(decomposed, passwords.hash(composed))).isTrue();
  }

  @Test
  void nobodysHashIsCheckedLikeAnyOther() {
    assertThat(passwords.nobodysHash()).hasSameSizeAs(passwords.hash("correct horse"));
    assertThat(passwords.matches("correct horse", passwords.nobodysHash())).isFalse();
  }
}
