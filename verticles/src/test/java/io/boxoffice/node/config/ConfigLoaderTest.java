package io.boxoffice.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.boxoffice.cluster.Discovery;
import io.boxoffice.shared.bus.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigLoaderTest {
  @TempDir private Path directory;

  @Test
  void needsNothing() throws Exception {
    NodeConfig config = load();

    assertThat(config.http().host()).isEqualTo("127.0.0.1");
    assertThat(config.http().port()).isEqualTo(8080);
    assertThat(config.http().instances()).isPositive();
    assertThat(config.database().server()).isEmpty();
    assertThat(config.roles()).isEqualTo(Set.of(Role.values()));
    assertThat(config.dataDir()).isAbsolute();
    assertThat(config.admin().present()).isFalse();
    assertThat(config.cluster().majority()).isEqualTo(1);
  }

  @Test
  void flagsOutdoEnvironmentOutdoesFileOutdoesDefaults() throws Exception {
    Path file =
        write(
            """
            http:
              port: 1001
            bus.timeout-ms: 1002
            cluster:
              expected-nodes: 3
              members: [10.0.0.1, "10.0.0.2:5702"]
            """);
    Map<String, String> environment =
        Map.of("BOXOFFICE_HTTP_PORT", "2001", "BOXOFFICE_BUS_TIMEOUT_MS", "2002");

    NodeConfig config =
        ConfigLoader.load(List.of("--config", file.toString(), "--http.port", "3001"), environment);

    assertThat(config.http().port()).isEqualTo(3001);
    assertThat(config.busTimeoutMs()).isEqualTo(2002);
    assertThat(config.cluster().expectedNodes()).isEqualTo(3);
    assertThat(config.cluster().discovery())
        .isEqualTo(new Discovery.Tcp(List.of("10.0.0.1", "10.0.0.2:5702")));
    assertThat(config.cluster().majority()).isEqualTo(2);
  }

  @Test
  void takesBothFormsOfFlagsAndBareBooleans() throws Exception {
    NodeConfig config =
        load("--http.port=1", "--management.port", "2", "--classic.enabled", "--roles=http,queue");

    assertThat(config.http().port()).isEqualTo(1);
    assertThat(config.management().port()).isEqualTo(2);
    assertThat(config.classic().enabled()).isTrue();
    assertThat(config.roles()).containsExactlyInAnyOrder(Role.HTTP, Role.QUEUE);
  }

  @Test
  void listsEveryErrorAtOnce() {
    ConfigException failure =
        failure(
            Map.of("BOXOFFICE_HTTP_PROT", "1", "BOXOFFICE_CLUSTER_EXPECTED_NODES", "0"),
            "--http.prot=1",
            "--bus.timeout-ms=soon",
            "--roles=http,tickets",
            "--classic.enabled=yes",
            "--config=/nowhere/boxoffice.yaml",
            "stray");

    assertThat(failure.errors())
        .containsExactlyInAnyOrder(
            "unexpected argument 'stray'; settings are --name=value",
            "configuration file /nowhere/boxoffice.yaml does not exist",
            "unknown variable BOXOFFICE_HTTP_PROT; did you mean BOXOFFICE_HTTP_PORT?",
            "BOXOFFICE_CLUSTER_EXPECTED_NODES is '0', must be a whole number from 1 to 64",
            "unknown setting --http.prot; did you mean http.port?",
            "--bus.timeout-ms is 'soon', must be a whole number from 100 to 60000",
            "--roles is 'http,tickets', must be some of http,queue,reservation,wallet",
            "--classic.enabled is 'yes', must be true or false");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--classic.trust-user-id=true --http.host=0.0.0.0 | loopback",
        "--admin.name=op | admin.password",
        "--admin.password=secret-secret | admin.name",
        "--database.user=me | database.url",
        "--http.port=9 --management.port=9 | same",
        "--database.url=mysql://u:hunter2@h/d | postgresql://",
        "--database.url=postgresql://h/d | names no user",
        "--database.url=postgresql://u:hunter2@h | host and a database",
        "--database.url=postgresql://u:hunter2@h/d?ssl=1 | sslmode",
        "--cluster.members=a:b:c | cluster.members",
        "--cluster.port=9 --cluster.bus-port=9 | are the same, 9",
        "--cluster.kubernetes-service=boxoffice | needs cluster.discovery kubernetes",
        "--cluster.discovery=kubernetes --cluster.host=10.0.0.1 | either cluster.kubernetes-service",
        "--cluster.discovery=kubernetes --cluster.host=10.0.0.1 --cluster.kubernetes-service=a"
            + " --cluster.kubernetes-service-dns=b | either cluster.kubernetes-service",
        "--cluster.discovery=kubernetes --cluster.host=10.0.0.1 --cluster.kubernetes-service-dns=b"
            + " --cluster.kubernetes-namespace=c | needs cluster.kubernetes-service",
        "--cluster.discovery=kubernetes --cluster.kubernetes-service=a | it is 127.0.0.1",
        "--cluster.discovery=kubernetes --cluster.host=10.0.0.1 --cluster.kubernetes-service=a"
            + " --cluster.port=0 | cluster.port that is not 0",
        "--cluster.discovery=kubernetes --cluster.host=10.0.0.1 --cluster.kubernetes-service=a"
            + " --cluster.members=b | needs cluster.discovery tcp",
        "--cluster.discovery=dns --cluster.kubernetes-service=a | tcp or kubernetes",
        "--cluster.tls-key=key.pem | missing: cluster.tls-certificate, cluster.tls-ca",
        "--shutdown.drain-seconds=20 | less than 20",
        "--http.port= | 0 to 65535",
        "--http.port | needs a value",
      })
  void refusesWhatCannotBe(String line) {
    String[] parts = line.split(" \\| ", 2);

    ConfigException failure = failure(Map.of(), parts[0].split(" "));

    assertThat(failure.errors()).hasSize(1).first().asString().contains(parts[1]);
  }

  @Test
  void findsTheOthersOnKubernetesInOneOfTwoWays() throws Exception {
    String[] common = {"--cluster.discovery=kubernetes", "--cluster.host=10.1.2.3"};
    NodeConfig dns =
        load(common[0], common[1], "--cluster.kubernetes-service-dns=nodes.tickets.svc");
    NodeConfig api =
        load(
            common[0],
            common[1],
            "--cluster.kubernetes-service=nodes",
            "--cluster.kubernetes-namespace=tickets");

    assertThat(dns.cluster().discovery())
        .isEqualTo(new Discovery.KubernetesDns("nodes.tickets.svc"));
    assertThat(api.cluster().discovery())
        .isEqualTo(new Discovery.KubernetesApi("tickets", "nodes"));
  }

  @Test
  void findsItsMachineAddress() throws Exception {
    String host = MachineAddress.find().orElse(null);
    if (host == null) {
      assertThat(failure(Map.of(), "--cluster.host=auto").errors()).hasSize(1);
    } else {
      assertThat(load("--cluster.host=auto").cluster().host()).isEqualTo(host);
      assertThat(InetAddress.getByName(host).isLoopbackAddress()).isFalse();
    }
  }

  @Test
  void namesTheFilesOfTheBusThatCannotBeRead() throws Exception {
    Path there = Files.writeString(directory.resolve("there.pem"), "");
    String gone = directory.resolve("gone.pem").toString();

    ConfigException failure =
        failure(
            Map.of(),
            "--cluster.tls-certificate=" + there,
            "--cluster.tls-key=" + gone,
            "--cluster.tls-ca=" + there);

    assertThat(failure.errors()).containsExactly("cluster.tls-key: " + gone + " cannot be read");
  }

  @Test
  void listsWhatIsWrongBetweenSettingsBesideWhatIsWrongAlone() {
    ConfigException failure =
        failure(
            Map.of(),
            "--bus.timeout-ms=soon",
            "--admin.name=op",
            "--classic.trust-user-id",
            "--http.host=0.0.0.0");

    assertThat(failure.errors())
        .containsExactlyInAnyOrder(
            "--bus.timeout-ms is 'soon', must be a whole number from 100 to 60000",
            "classic.trust-user-id needs a loopback http.host, and it is 0.0.0.0",
            "admin.name and admin.password go together; one of them is missing");
  }

  @Test
  void refusesAnOperatorThatCouldNotLogIn() {
    ConfigException failure =
        failure(Map.of(), "--admin.name=op", "--admin.password=123", "--bus.timeout-ms=soon");

    assertThat(failure.errors())
        .containsExactlyInAnyOrder(
            "--bus.timeout-ms is 'soon', must be a whole number from 100 to 60000",
            "admin.password: It must have 8 to 128 characters.");
    assertThat(failure.getMessage()).doesNotContain("'123'");
  }

  @Test
  void judgesNothingBetweenSettingsThatAreWrongAlone() {
    ConfigException failure = failure(Map.of(), "--http.port=99999", "--management.port=8080");

    assertThat(failure.errors()).hasSize(1);
  }

  @Test
  void neverPrintsSecrets() throws Exception {
    String password = "hunter2-hunter2";
    NodeConfig config =
        load(
            "--admin.name=op",
            "--admin.password=" + password,
            "--database.url=postgresql://u:" + password + "@h/d");

    assertThat(config.toString()).doesNotContain(password);
    assertThat(failure(Map.of(), "--database.url=nonsense://u:" + password + "@h/d").getMessage())
        .doesNotContain(password);
    assertThat(failure(Map.of(), "--database.url=:// u:" + password + "@h/d").getMessage())
        .doesNotContain(password);
  }

  @Test
  void readsTheCredentialsOfTheUrlFirst() throws Exception {
    DatabaseConfig.Server server =
        load(
                "--database.url=postgresql://me:p%40ss+word@db:15432/sales?sslmode=require",
                "--database.user=other", "--database.password=other")
            .database()
            .server()
            .orElseThrow();

    assertThat(server)
        .isEqualTo(new DatabaseConfig.Server("db", 15432, "sales", "me", "p@ss+word", "require"));
    assertThat(server.jdbcUrl()).isEqualTo("jdbc:postgresql://db:15432/sales?sslmode=require");
  }

  @ParameterizedTest
  @CsvSource({
    "BOXOFFICE_SERVICE_HOST, 10.0.0.1",
    "BOXOFFICE_PORT, tcp://10.0.0.1:80",
    "BOXOFFICE_PORT_8080_TCP_ADDR, 10.0.0.1",
    "BOXOFFICE_JAVA_OPTS, -Xmx2g"
  })
  void leavesForeignVariablesAlone(String name, String value) throws Exception {
    assertThat(ConfigLoader.load(List.of(), Map.of(name, value)).http().port()).isEqualTo(8080);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http: [", "- a\n- b", "http: {port: 1}\nhttp: {port: 2}", "htp.port: 1"})
  void refusesBadFiles(String text) throws Exception {
    Path file = write(text);

    assertThat(failure(Map.of(), "--config=" + file).errors()).hasSize(1);
  }

  @Test
  void tableIsConsistent() {
    Set<String> names = new HashSet<>();
    for (ConfigKey key : ConfigKeys.ALL) {
      assertThat(names.add(key.environmentName())).as(key.name()).isTrue();
      assertThat(key.name()).matches("[a-z]+(\\.[a-z-]+)?");
      assertThat(ConfigKeys.help()).contains(key.flag(), key.help());
    }
  }

  private NodeConfig load(String... flags) throws ConfigException {
    return ConfigLoader.load(List.of(flags), Map.of());
  }

  private static ConfigException failure(Map<String, String> environment, String... flags) {
    return catchThrowableOfType(
        ConfigException.class, () -> ConfigLoader.load(List.of(flags), environment));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("boxoffice.yaml"), text);
  }
}
