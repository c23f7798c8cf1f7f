package io.boxoffice.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DockerfileTest {
  private Dockerfile dockerfile;

  @BeforeEach
  void read() throws IOException {
    dockerfile = Dockerfile.read();
  }

  /** The lines of the file that set this option. */
  private static List<String> jvmOptions(String option) throws IOException {
    return Deployment.text("deploy/jvm.options")
        .lines()
        .filter(line -> line.startsWith(option))
        .toList();
  }

  @Test
  void javaIsTheContainersFirstProcessAndStartsWithTheLaunchersOptions() throws IOException {
    List<String> command = dockerfile.last("ENTRYPOINT").exec();

    assertThat(command).startsWith("java", "@/opt/boxoffice/jvm.options", "-cp");
    assertThat(command).endsWith("io.boxoffice.cli.Boxoffice");
    assertThat(dockerfile.last("CMD").exec()).containsExactly("serve");
    assertThat(Deployment.text("boxoffice")).contains("\"@$home/deploy/jvm.options\"");
    assertThat(Deployment.text("pom.xml"))
        .contains(
            "<jvm.flags>\"@${maven.multiModuleProjectDirectory}/deploy/jvm.options\"</jvm.flags>");
  }

  @Test
  void noOtherFileHasAListOfOptionsOfItsOwn() throws IOException {
    assertThat(jvmOptions("--add-opens")).isNotEmpty();
    for (String file : List.of("boxoffice", "pom.xml", "deploy/Dockerfile")) {
      assertThat(Deployment.text(file)).as(file).doesNotContain("--add-", "common.parallelism");
    }
  }

  @Test
  void theJarsManifestOpensTheSame() throws IOException {
    String pom = Deployment.text("cli/pom.xml");

    assertThat(opened(pom, "Add-Opens")).containsExactlyInAnyOrderElementsOf(named("--add-opens"));
    assertThat(opened(pom, "Add-Exports"))
        .containsExactlyInAnyOrderElementsOf(named("--add-exports"));
  }

  private static List<String> opened(String pom, String attribute) {
    Matcher entry = Pattern.compile("<" + attribute + ">([^<]+)<").matcher(pom);
    assertThat(entry.find()).as(attribute).isTrue();
    return Arrays.asList(entry.group(1).split("\\s+"));
  }

  private static List<String> named(String option) throws IOException {
    return jvmOptions(option).stream()
        .map(line -> line.substring(option.length()).strip().replace("=ALL-UNNAMED", ""))
        .toList();
  }

  @Test
  void theUserIsANumberAndNotRoot() {
    // Kubernetes' runAsNonRoot cannot judge a name.
    assertThat(dockerfile.last("USER").arguments()).matches("[1-9]\\d{3,}:[1-9]\\d{3,}");
  }

  @Test
  void theHealthCheckIsTheScriptInTheImage() throws IOException {
    Matcher command =
        Pattern.compile("CMD (\\[.*])").matcher(dockerfile.last("HEALTHCHECK").arguments());

    assertThat(command.find()).isTrue();
    assertThat(Deployment.STRICT.readValue(command.group(1), String[].class))
        .containsExactly("bash", "/opt/boxoffice/healthcheck");
    assertThat(dockerfile.sources()).contains("deploy/healthcheck", "deploy/jvm.options");
  }

  @Test
  void theBuildIsSentWhatItCopiesAndNothingElse() throws IOException {
    List<String> rules =
        Deployment.text(".dockerignore").lines().filter(line -> !line.isBlank()).toList();

    assertThat(rules.get(0)).isEqualTo("*");
    assertThat(rules.subList(1, rules.size()))
        .containsExactlyInAnyOrderElementsOf(
            dockerfile.sources().stream().map(source -> "!" + source).toList());
  }

  @Test
  void bothStagesAreOfOneJavaAndThePortsAreNamed() {
    assertThat(dockerfile.all("FROM").stream().map(from -> from.words().get(0)))
        .isNotEmpty()
        .allMatch("eclipse-temurin:17-jre"::equals);
    assertThat(Stream.of("8080", "8081", "5701"))
        .allMatch(dockerfile.last("EXPOSE").words()::contains);
  }
}
