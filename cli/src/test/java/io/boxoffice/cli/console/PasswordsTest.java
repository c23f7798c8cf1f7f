package io.boxoffice.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  private final List<String> questions = new ArrayList<>();

  private Passwords typing(boolean interactive, String... answers) {
    CliContext context =
        new CliContext(
            new Screen(Writer.nullWriter(), interactive, Map.of()),
            new Screen(Writer.nullWriter(), interactive, Map.of()),
            InputStream.nullInputStream(),
            Map.of(),
            Path.of("unused"),
            Clock.systemUTC(),
            interactive ? new Terminal(true, true, true) : Terminal.NONE,
            Pace.REAL);
    Queue<String> typed = new ArrayDeque<>(List.of(answers));
    return new Passwords(
        context,
        question -> {
          questions.add(question);
          return typed.isEmpty() ? null : typed.remove().toCharArray();
        });
  }

  private static String read(Passwords passwords, String again) {
    return passwords.read(false, "BOXOFFICE_PASSWORD", "Password: ", again);
  }

  @Test
  void asksOnceForTheOneThatOneHas() {
    assertThat(read(typing(true, "correct horse"), null)).isEqualTo("correct horse");
    assertThat(questions).containsExactly("Password: ");
  }

  @Test
  void asksTwiceForANewOne() {
    assertThat(read(typing(true, "correct horse", "correct horse"), "Again: "))
        .isEqualTo("correct horse");
    assertThat(questions).containsExactly("Password: ", "Again: ");
  }

  @Test
  void refusesTwoThatDiffer() {
    assertThatThrownBy(() -> read(typing(true, "correct horse", "correct house"), "Again: "))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("The two passwords differ");
    assertThatThrownBy(() -> read(typing(true, "correct horse"), "Again: "))
        .as("the second time the input ends")
        .hasMessage("The two passwords differ");
  }

  @Test
  void asksNobodyWhereNobodyLooksOn() {
    assertThatThrownBy(() -> read(typing(false, "correct horse"), null)).hasMessage("No password");
    assertThat(questions).isEmpty();
  }

  @Test
  void takesNothingForNoPassword() {
    assertThatThrownBy(() -> read(typing(true, ""), null)).hasMessage("No password");
    assertThatThrownBy(() -> read(typing(true), null)).hasMessage("No password");
  }
}
