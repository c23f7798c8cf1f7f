package io.boxoffice.deploy;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import io.boxoffice.deploy.ComposeFile.Service;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;

/** The services of the compose file as containers, set up as the file says. */
final class ComposeStack implements AutoCloseable {
  static final int HTTP = 8080;
  static final int MANAGEMENT = 8081;

  private static final Duration START = Duration.ofMinutes(4);

  private final Network network = Network.newNetwork();
  private final Map<String, GenericContainer<?>> containers = new LinkedHashMap<>();

  /**
   * Starts services together and waits until those with a health check are healthy.
   *
   * @param image instead of the one that a service of ours names
   * @param more further variables of the services
   */
  void start(Map<String, Service> services, String image, Map<String, String> more) {
    List<GenericContainer<?>> starting = new ArrayList<>();
    services.forEach(
        (name, service) -> {
          GenericContainer<?> container =
              container(name, service, service.build() == null ? service.image() : image, more);
          containers.put(name, container);
          starting.add(container);
        });
    Startables.deepStart(starting).join();
  }

  private GenericContainer<?> container(
      String name, Service service, String image, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(service.environment());
    environment.putAll(more);
    GenericContainer<?> container =
        new GenericContainer<>(DockerImageName.parse(image))
            .withNetwork(network)
            .withNetworkAliases(name)
            .withEnv(environment)
            .withCreateContainerCmdModifier(command -> setUp(command, service));
    service
        .tmpfs()
        .forEach(
            mount -> {
              String[] parts = mount.split(":", 2);
              container.withTmpFs(Map.of(parts[0], parts[1]));
            });
    if (service.healthcheck() != null) {
      container.waitingFor(Wait.forHealthcheck().withStartupTimeout(START));
    }
    if (!name.equals("db")) {
      container.addExposedPorts(HTTP);
    }
    if (service.build() != null) {
      container.addExposedPorts(MANAGEMENT);
    }
    return container;
  }

  private static void setUp(CreateContainerCmd command, Service service) {
    if (service.hostname() != null) {
      command.withHostName(service.hostname());
    }
    if (service.healthcheck() != null) {
      command.withHealthcheck(healthCheck(service.healthcheck()));
    }
    HostConfig host = command.getHostConfig();
    host.withReadonlyRootfs(service.readOnly())
        .withSecurityOpts(service.securityOpt())
        .withCapDrop(service.capDrop().stream().map(Capability::valueOf).toArray(Capability[]::new))
        .withMemory(service.memoryBytes())
        .withRestartPolicy(RestartPolicy.parse(service.restart()));
    if (service.pidsLimit() != null) {
      host.withPidsLimit(service.pidsLimit());
    }
    // Named volumes live as long as their container here.
    host.withBinds(
        service.volumes().stream()
            .filter(volume -> volume.startsWith("./"))
            .map(volume -> Bind.parse(Path.of("..", "deploy").toAbsolutePath() + "/" + volume))
            .toArray(Bind[]::new));
  }

  private static HealthCheck healthCheck(ComposeFile.HealthCheck check) {
    return new HealthCheck()
        .withTest(check.test())
        .withInterval(nanos(check.interval()))
        .withTimeout(nanos(check.timeout()))
        .withStartPeriod(nanos(check.startPeriod()))
        .withRetries(check.retries());
  }

  private static long nanos(String seconds) {
    return Duration.parse("PT" + seconds).toNanos();
  }

  GenericContainer<?> container(String name) {
    return containers.get(name);
  }

  InspectContainerResponse inspect(String name) {
    return DockerEngine.client().inspectContainerCmd(container(name).getContainerId()).exec();
  }

  /** Where a service's port is reached from here; another one after each start. */
  URI url(String name, int port) {
    Ports.Binding[] bindings =
        inspect(name).getNetworkSettings().getPorts().getBindings().get(new ExposedPort(port));
    return URI.create("http://" + container(name).getHost() + ":" + bindings[0].getHostPortSpec());
  }

  /** SIGKILL: nothing of the service runs after it, until it is started again by hand. */
  void kill(String name) {
    DockerEngine.client()
        .killContainerCmd(container(name).getContainerId())
        .withSignal("KILL")
        .exec();
  }

  /** SIGTERM, and SIGKILL after the time that the file grants; gives the exit code. */
  long stop(String name, Service service) {
    DockerEngine.client()
        .stopContainerCmd(container(name).getContainerId())
        .withTimeout((int) Duration.parse("PT" + service.stopGracePeriod()).toSeconds())
        .exec();
    return inspect(name).getState().getExitCodeLong();
  }

  /** Starts a service that has ended, and waits until it is healthy. */
  void startAgain(String name) {
    DockerEngine.client().startContainerCmd(container(name).getContainerId()).exec();
    Awaitility.await(name + " healthy again")
        .atMost(START)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> inspect(name).getState().getHealth().getStatus().equals("healthy"));
  }

  @Override
  public void close() {
    containers.values().forEach(GenericContainer::stop);
    network.close();
  }
}
