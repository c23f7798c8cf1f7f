package io.boxoffice.node;

import io.boxoffice.cluster.ReadinessCheck;
import io.boxoffice.cluster.ReadinessCheck.Finding;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a balancer should send clients to this node, and what an operator should know of it. */
final class Readiness {
  /** The answer, and whether it says yes. */
  record Report(boolean up, JsonObject body) {}

  private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
  private static final long PROBE_TIMEOUT_MS = 1_000;

  private final List<ReadinessCheck> checks;
  private volatile boolean serving;

  Readiness(List<ReadinessCheck> checks) {
    this.checks = List.copyOf(checks);
  }

  /** True from the end of the start to the begin of the stop. */
  void serving(boolean now) {
    serving = now;
  }

  /** Asks every check at once; never fails, and answers within about a second. */
  Future<Report> report() {
    List<Future<Finding>> findings = new ArrayList<>();
    checks.forEach(check -> findings.add(ask(check)));
    return Future.join(findings).transform(done -> Future.succeededFuture(reportOf(findings)));
  }

  private static Future<Finding> ask(ReadinessCheck check) {
    Future<Finding> finding;
    try {
      finding = check.probe().get();
    } catch (RuntimeException e) {
      finding = Future.failedFuture(e);
    }
    return finding
        .timeout(PROBE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
        .onFailure(failure -> LOG.debug("check {} failed", check.name(), failure))
        .otherwise(failure -> new Finding(false, "no answer"));
  }

  private Report reportOf(List<Future<Finding>> findings) {
    boolean up = serving;
    JsonArray list = new JsonArray();
    list.add(entry("started", true, new Finding(serving, "")));
    for (int i = 0; i < checks.size(); i++) {
      ReadinessCheck check = checks.get(i);
      Finding finding = findings.get(i).result();
      list.add(entry(check.name(), check.required(), finding));
      up = up && (finding.well() || !check.required());
    }
    return new Report(up, new JsonObject().put("status", up ? "UP" : "DOWN").put("checks", list));
  }

  private static JsonObject entry(String name, boolean required, Finding finding) {
    JsonObject entry =
        new JsonObject()
            .put("name", name)
            .put("status", finding.well() ? "UP" : "DOWN")
            .put("required", required);
    return finding.detail().isEmpty() ? entry : entry.put("detail", finding.detail());
  }
}
