package io.boxoffice.faults;

import java.time.Duration;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Says how long a class of fault tests took. */
final class PrintsDuration implements BeforeAllCallback, AfterAllCallback {
  private static final Namespace OURS = Namespace.create(PrintsDuration.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    context.getStore(OURS).put("began", System.nanoTime());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    long began = context.getStore(OURS).get("began", Long.class);
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    System.out.printf(
        "%s took %d min %d s%n", context.getDisplayName(), took.toMinutes(), took.toSecondsPart());
  }
}
