package io.boxoffice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.cli.client.RestChannel.Upload;
import io.boxoffice.cli.console.Screen;
import java.io.StringWriter;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ImportProgressTest {
  private static final long MIB = 1_048_576;

  private final StringWriter text = new StringWriter();
  private final AtomicLong nanos = new AtomicLong();

  private String lastPainted() {
    String all = text.toString();
    return all.substring(all.lastIndexOf("\u001b[K") + 3);
  }

  @Test
  void eachPhaseSaysWhatIsKnownAndNoMore() {
    Screen screen = new Screen(text, true, Map.of());
    try (ImportProgress progress = new ImportProgress(screen, nanos::get)) {
      progress.reading();
      assertThat(lastPainted()).isEqualTo("Reading ...");

      Upload upload = progress.of("Checking");
      upload.sent(2 * MIB, 8 * MIB);
      assertThat(lastPainted()).isEqualTo("Sending [######------------------]  25% of 8.0 MiB");

      nanos.set(TimeUnit.MILLISECONDS.toNanos(1_500));
      upload.sent(8 * MIB, 8 * MIB);
      assertThat(lastPainted()).isEqualTo("Checking on the server, 0 s ...");

      nanos.set(TimeUnit.MILLISECONDS.toNanos(4_700));
      progress.tick();
      assertThat(lastPainted()).isEqualTo("Checking on the server, 3 s ...");

      progress.done();
      assertThat(lastPainted().strip()).isEqualTo("Sent 8.0 MiB in 1.5 s; the server took 3.2 s.");
    }
  }

  /** The connection broke and the body starts over. */
  @Test
  void aSecondAttemptCountsFromTheBeginning() {
    Screen screen = new Screen(text, true, Map.of());
    try (ImportProgress progress = new ImportProgress(screen, nanos::get)) {
      Upload upload = progress.of("Importing");
      upload.sent(8 * MIB, 8 * MIB);
      upload.sent(4 * MIB, 8 * MIB);
      progress.tick();

      assertThat(lastPainted()).contains(" 50% of 8.0 MiB");
    }
  }

  @Test
  void nobodyLooksOnAndNothingIsSaid() {
    try (ImportProgress progress =
        new ImportProgress(new Screen(text, false, Map.of()), nanos::get)) {
      progress.reading();
      progress.of("Importing").sent(1, 1);
      progress.tick();
      progress.done();
    }

    assertThat(text.toString()).isEmpty();
  }
}
