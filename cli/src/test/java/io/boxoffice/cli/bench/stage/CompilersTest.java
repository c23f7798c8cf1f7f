package io.boxoffice.cli.bench.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CompilersTest {
  @Test
  @EnabledOnOs(OS.LINUX)
  void tellsWhatThisJvmHasCompiled() {
    long compiled = Compilers.cpuNanos(ProcessHandle.current().pid());

    assertThat(compiled).isPositive().isLessThan(TimeUnit.HOURS.toNanos(1));
  }

  @Test
  void tellsNothingOfWhatIsNotThere() {
    assertThat(Compilers.cpuNanos(-1)).isZero();
  }
}
