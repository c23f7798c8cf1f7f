package io.boxoffice.node;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.EnumSet;
import java.util.function.Supplier;

/** The meters, with no label whose values a client can make up. */
final class Metrics {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

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

  /** Addresses are left out. */
  static MicrometerMetricsOptions options() {
    MicrometerMetricsOptions options = new MicrometerMetricsOptions();
    options.setEnabled(true);
    options.setJvmMetricsEnabled(true);
    // The HTTP side counts its requests itself, at a tenth of the cost.
    options.addDisabledMetricsCategory(MetricsDomain.HTTP_SERVER);
    options.setLabels(EnumSet.of(Label.EB_SIDE, Label.POOL_TYPE, Label.POOL_NAME));
    return options;
  }
}
