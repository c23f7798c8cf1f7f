package io.boxoffice.deploy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.boxoffice.node.config.ConfigException;
import io.boxoffice.node.config.ConfigLoader;
import io.boxoffice.node.config.NodeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** The files of {@code deploy/}, and how strictly they are read. */
final class Deployment {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  static final Path DIRECTORY = ROOT.resolve("deploy");

  /** Takes no field that the model does not know, not even where the model would keep it. */
  static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .annotationIntrospector(new NoLeftovers())
          .build();

  private static final Pattern VERSION =
      Pattern.compile("<artifactId>boxoffice</artifactId>\\s*<version>([^<]+)</version>");

  private Deployment() {}

  /** Keeps a model from gathering unknown fields in a map of its own. */
  private static final class NoLeftovers extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }

  static String text(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  /** Every document of a YAML file; a key that stands there twice is an error. */
  static List<Object> yaml(Path file) throws IOException {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    return StreamSupport.stream(
            new Yaml(options).loadAll(Files.readString(file)).spliterator(), false)
        .toList();
  }

  /** The version that the build gives the image. */
  static String version() throws IOException {
    Matcher version = VERSION.matcher(text("pom.xml"));
    if (!version.find()) {
      throw new IllegalStateException("no version in pom.xml");
    }
    return version.group(1);
  }

  /** What a node of the image makes of these variables: all of them known, all values right. */
  static NodeConfig settings(Map<String, String> environment) throws IOException, ConfigException {
    Map<String, String> all = new HashMap<>(Dockerfile.read().environment());
    all.putAll(environment);
    return ConfigLoader.load(List.of(), all);
  }
}
