package io.boxoffice.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.testcontainers.images.builder.ImageFromDockerfile;

/** The image that the project's Dockerfile makes of the packaged jars. */
final class ProjectImage {
  private ProjectImage() {}

  /** Builds it; gives its name. The caller removes it. */
  static String build() throws IOException {
    ImageFromDockerfile image =
        new ImageFromDockerfile("boxoffice-test-" + ProcessHandle.current().pid(), false)
            .withFileFromPath("Dockerfile", Deployment.ROOT.resolve("deploy/Dockerfile"));
    for (String source : Dockerfile.read().sources()) {
      for (Path file : matching(source)) {
        image.withFileFromPath(Deployment.ROOT.relativize(file).toString(), file);
      }
    }
    return image.get();
  }

  /** The files that a source of the Dockerfile's means; a star stands in file names only. */
  private static List<Path> matching(String source) throws IOException {
    Path pattern = Deployment.ROOT.resolve(source);
    try (Stream<Path> files = Files.list(pattern.getParent())) {
      var matcher = pattern.getFileSystem().getPathMatcher("glob:" + pattern);
      return files.filter(matcher::matches).toList();
    }
  }

  /** Takes it away again; without Testcontainers' own reaper nobody else does. */
  static void remove(String image) {
    DockerEngine.client().removeImageCmd(image).withForce(true).exec();
  }
}
