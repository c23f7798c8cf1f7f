package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.load.Load;
import io.boxoffice.cli.bench.stage.Places;
import io.boxoffice.cli.bench.stage.ServerProcess;
import io.boxoffice.cli.bench.stage.SlowLink;
import io.boxoffice.cli.bench.stage.Stage;
import java.time.Duration;
import java.util.Map;

/**
 * Offers more holds and payments than can be served, with the database as it is and with a slower
 * one, while others poll; then looks whether anything that was told is missing. On a stage of its
 * own, where nobody else's reservations are swept or counted.
 */
final class OverloadTrial {
  private static final Duration DELAY = Duration.ofMillis(50);

  private final Ground ground;

  OverloadTrial(Ground ground) {
    this.ground = ground;
  }

  OverloadReport run() {
    try (Stage stage = ground.stage().another()) {
      SlowLink link = stage.slowLink();
      ServerProcess node = stage.node(Map.of("database.url", link.databaseUrl()));
      Ground own = ground.on(stage, node);
      Places waiting = own.join(own.smallConcert());
      Sales sales = new Sales(own);
      Overload overload = new Overload(own, sales, waiting);
      OverloadReport.Side normal = overload.on("as it is", Load.P99_LIMIT_MS);
      link.delay(DELAY);
      OverloadReport.Side slow = overload.on("slow", Load.P99_LIMIT_MS + DELAY.toMillis());
      link.delay(Duration.ZERO);
      stage.analyze();
      long checked = LossCheck.check(stage.records(), sales.prepare(0).sales());
      ground.say("%,d reservations read back, each as told.".formatted(checked));
      return OverloadReport.of(
          ground.settings().overloadSeconds(),
          Overload.FACTOR,
          DELAY.toMillis(),
          overload.pollsPerSecond(),
          checked,
          normal,
          slow);
    }
  }
}
