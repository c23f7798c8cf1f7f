package io.boxoffice.node;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/** The meters, with no label whose values a client can make up. */
final class Metrics {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  Metrics() {
    registry
        .config()
        .meterFilter(
            MeterFilter.replaceTagValues(
                Label.HTTP_METHOD.toString(),
                method -> METHODS.contains(method) ? method : "OTHER"));
  }

  PrometheusMeterRegistry registry() {
    return registry;
  }

  /** Shows how many event streams are open. */
  void openStreams(Supplier<Number> open) {
    Gauge.builder("boxoffice.http.streams.open", open).register(registry);
  }

  /** Shows how many event streams were cut off because their reader was too slow. */
  void cutOffStreams(Supplier<Number> cutOff) {
    FunctionCounter.builder(
            "boxoffice.http.streams.cut.off", cutOff, count -> count.get().doubleValue())
        .register(registry);
  }

  /** Routes are patterns of ours; paths, remote addresses and bus addresses are left out. */
  static MicrometerMetricsOptions options() {
    MicrometerMetricsOptions options = new MicrometerMetricsOptions();
    options.setEnabled(true);
    options.setJvmMetricsEnabled(true);
    options.setLabels(
        EnumSet.of(
            Label.HTTP_METHOD,
            Label.HTTP_CODE,
            Label.HTTP_ROUTE,
            Label.EB_SIDE,
            Label.POOL_TYPE,
            Label.POOL_NAME));
    return options;
  }
}
