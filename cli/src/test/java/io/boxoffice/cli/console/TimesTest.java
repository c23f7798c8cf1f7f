package io.boxoffice.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TimesTest {
  private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

  @Test
  void showsTheUsersOwnTime() {
    assertThat(Times.toMinute("2026-11-21T16:00:59.999Z", SEOUL)).isEqualTo("2026-11-22 01:00");
    assertThat(Times.toSecond("2026-11-21T16:00:59.999Z", SEOUL)).isEqualTo("2026-11-22 01:00:59");
  }

  @Test
  void leavesAloneWhatIsNoTime() {
    assertThat(Times.toMinute(null, SEOUL)).isNull();
    assertThat(Times.toSecond("soon", SEOUL)).isEqualTo("soon");
  }
}
