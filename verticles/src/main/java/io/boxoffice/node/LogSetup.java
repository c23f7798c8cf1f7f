package io.boxoffice.node;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import io.boxoffice.node.config.NodeConfig;
import java.net.URL;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/** Gives the log the form and the level that the configuration names. */
final class LogSetup {
  private LogSetup() {}

  /** Loads the form's own file; until then {@code logback.xml} holds. */
  static void apply(NodeConfig.Log log) throws StartException {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return;
    }
    String file = log.json() ? "/logback-json.xml" : "/logback.xml";
    URL form = Objects.requireNonNull(LogSetup.class.getResource(file), file);
    context.reset();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(form);
    } catch (JoranException e) {
      throw new StartException("the log cannot be set up from " + file, e);
    }
    context.getLogger("io.boxoffice").setLevel(Level.toLevel(log.level()));
  }
}
