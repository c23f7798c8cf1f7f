package io.boxoffice.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.support.TestNode;
import io.boxoffice.support.TestPostgres;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fault rig's eyes on one node that nothing happens to: much is sold, nothing is wrong. */
class CalmSaleIT {
  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void aCalmSaleViolatesNothing(int duplicates) throws Exception {
    long seed = Long.getLong("boxoffice.seed", 42);
    String database = TestPostgres.newDatabase();
    Vertx vertx = Vertx.vertx();
    Path file = Path.of("target", "faults", "calm-" + duplicates + "-" + seed + ".jsonl");
    try (TestNode node = TestNode.start(database);
        History history = History.at(file);
        Connection jdbc = TestPostgres.jdbc(database)) {
      Workload.Plan plan = Workload.Plan.USUAL.withDuplicates(duplicates);
      Workload workload =
          Workload.start(vertx, List.of(node.baseUrl()), plan, seed, history, "calm" + seed);
      vertx.timer(8, TimeUnit.SECONDS).await();
      workload.drain();

      List<Attempt> attempts = workload.attempts();
      Stores stores = workload.stores(jdbc, List.of(node.baseUrl()));
      RunFacts facts = RunFacts.calm(plan.capacity(), plan.admissionTtlSeconds());
      assertThat(Checker.check(attempts, stores, facts)).isEmpty();
      assertThat(attempts).filteredOn(attempt -> attempt.ok(Operation.PAY)).hasSizeGreaterThan(5);
    } finally {
      vertx.close().await();
    }
  }
}
