package io.boxoffice.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;

/** The machine's Docker, where it has one. */
final class DockerEngine {
  private static final long PULL_SECONDS = 60;

  private DockerEngine() {}

  /** Skips the tests, and says why, where there is no engine or no such image to be had. */
  static void assumeWith(String... images) {
    assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(),
        "no Docker on this machine: what is in deploy/ is read but not run");
    for (String image : images) {
      assumeTrue(has(image), "Docker is here, but the image " + image + " cannot be had");
    }
  }

  static DockerClient client() {
    return DockerClientFactory.instance().client();
  }

  /** Whether the image is here, after one attempt to fetch it. */
  static boolean has(String image) {
    try {
      client().inspectImageCmd(image).exec();
      return true;
    } catch (NotFoundException missing) {
      return pulled(image);
    }
  }

  private static boolean pulled(String image) {
    try {
      return client().pullImageCmd(image).start().awaitCompletion(PULL_SECONDS, TimeUnit.SECONDS);
    } catch (DockerException | DockerClientException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
