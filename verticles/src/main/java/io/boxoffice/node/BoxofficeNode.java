package io.boxoffice.node;

import io.boxoffice.node.config.ConfigException;
import io.boxoffice.node.config.ConfigKeys;
import io.boxoffice.node.config.ConfigLoader;
import io.boxoffice.node.config.DatabaseConfig.Server;
import io.boxoffice.node.config.NodeConfig;
import io.boxoffice.shared.node.NodeProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node as a program.
 *
 * <p>SIGTERM and SIGINT run one hook that stops the node in order and waits for that; the JVM then
 * ends with its own codes for them, 143 and 130.
 */
public final class BoxofficeNode implements NodeProgram {
  private static final Logger LOG = LoggerFactory.getLogger(BoxofficeNode.class);

  private static final int FAILURE = 1;
  private static final int BAD_CONFIGURATION = 2;

  @Override
  @SuppressWarnings("SystemOut") // One line for who started it, whatever the log's form is.
  public int serve(String[] arguments) {
    if (Arrays.asList(arguments).contains("--help")) {
      System.out.print(ConfigKeys.help());
      return 0;
    }
    try {
      launch(arguments);
      new CountDownLatch(1).await();
      return 0;
    } catch (NodeStartException e) {
      System.err.println("boxoffice: " + e.getMessage());
      return e.exitCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILURE;
    }
  }

  @Override
  public Running start(String[] arguments) throws NodeStartException {
    Node node = launch(arguments);
    return new Running(node.baseUrl(), node.managementUrl(), node);
  }

  @Override
  public RunningDatabase startDatabase(Path dataDir) throws NodeStartException {
    try {
      LogSetup.apply(ConfigLoader.load(List.of("--log.level=warn"), Map.of()).log());
      EmbeddedDatabase embedded = EmbeddedDatabase.start(dataDir);
      try {
        Migrations.run(embedded.server());
      } catch (StartException | RuntimeException e) {
        embedded.close();
        throw e;
      }
      Server server = embedded.server();
      return new RunningDatabase(
          server.toString(), server.jdbcUrl(), server.user(), server.password(), embedded);
    } catch (StartException | IOException | ConfigException e) {
      throw new NodeStartException(e.getMessage(), FAILURE, e);
    }
  }

  private static Node launch(String[] arguments) throws NodeStartException {
    Node node;
    try {
      NodeConfig config = ConfigLoader.load(List.of(arguments), System.getenv());
      LogSetup.apply(config.log());
      node = new Node(config);
    } catch (ConfigException e) {
      throw new NodeStartException(e.getMessage(), BAD_CONFIGURATION, e);
    } catch (StartException e) {
      throw new NodeStartException(e.getMessage(), FAILURE, e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(node::close, "boxoffice-stop"));
    try {
      node.start();
      return node;
    } catch (StartException e) {
      LOG.debug("the start failed", e);
      throw new NodeStartException(e.getMessage(), FAILURE, e);
    } catch (RuntimeException e) {
      LOG.error("the start failed", e);
      throw new NodeStartException("cannot start: " + e, FAILURE, e);
    }
  }
}
