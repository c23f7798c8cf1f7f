package io.boxoffice.deploy;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The project's Dockerfile, instruction by instruction.
 *
 * @param instructions of all stages, in order, continuation lines joined
 */
record Dockerfile(List<Instruction> instructions) {
  /** A word in capitals and what follows it. */
  record Instruction(String name, String arguments) {
    List<String> words() {
      return List.of(arguments.split("\\s+"));
    }

    /** The words of the exec form; fails for the shell form, whose shell would keep the signals. */
    List<String> exec() throws IOException {
      return Arrays.asList(Deployment.STRICT.readValue(arguments, String[].class));
    }
  }

  private static final Pattern VARIABLE = Pattern.compile("(\\w+)=(\"[^\"]*\"|\\S+)");

  static Dockerfile read() throws IOException {
    String joined =
        Deployment.text("deploy/Dockerfile").replaceAll("(?m)^\\s*#.*\\R", "").replace("\\\n", " ");
    return new Dockerfile(
        joined
            .lines()
            .filter(line -> !line.isBlank())
            .map(line -> line.strip().split("\\s+", 2))
            .map(parts -> new Instruction(parts[0], parts[1]))
            .toList());
  }

  /** All instructions of that name. */
  List<Instruction> all(String name) {
    return instructions.stream().filter(each -> each.name().equals(name)).toList();
  }

  /** The one that counts: the last. */
  Instruction last(String name) {
    List<Instruction> found = all(name);
    return found.get(found.size() - 1);
  }

  /** What the build takes from the working tree. */
  List<String> sources() {
    return all("COPY").stream()
        .filter(copy -> !copy.arguments().startsWith("--from"))
        .flatMap(copy -> copy.words().subList(0, copy.words().size() - 1).stream())
        .toList();
  }

  /** The settings that the image brings along. */
  Map<String, String> environment() {
    Map<String, String> variables = new HashMap<>();
    for (Instruction each : all("ENV")) {
      Matcher variable = VARIABLE.matcher(each.arguments());
      while (variable.find()) {
        variables.put(variable.group(1), variable.group(2).replace("\"", ""));
      }
    }
    return variables;
  }
}
