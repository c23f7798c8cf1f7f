package io.boxoffice.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL's programs, which refuse to run as root: there, under another identity.
 *
 * <p>A user namespace keeps the files' owner and asks for nothing; where the kernel or a container
 * forbids that, the programs run as {@code nobody}, to whom the files are then given.
 */
final class Commands {
  private static final String NOBODY = "65534";
  private static final int PROBE_SECONDS = 10;

  private final List<String> prefix;
  private final boolean givesFilesAway;

  private Commands(List<String> prefix, boolean givesFilesAway) {
    this.prefix = List.copyOf(prefix);
    this.givesFilesAway = givesFilesAway;
  }

  /** Finds out how to run programs here. Blocks for a moment. */
  static Commands detect() throws StartException {
    if (!"0".equals(output(List.of("id", "-u")))) {
      return new Commands(List.of(), false);
    }
    List<String> namespace = List.of("unshare", "-U");
    if (isOrdinaryUser(namespace)) {
      return new Commands(namespace, false);
    }
    List<String> nobody =
        List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
    if (isOrdinaryUser(nobody)) {
      return new Commands(nobody, true);
    }
    throw new StartException(
        "the embedded PostgreSQL cannot run as root here (neither unshare -U nor setpriv works);"
            + " run as another user or set database.url");
  }

  /** Lets the programs read and write there. */
  void give(Path path) throws IOException, StartException {
    if (givesFilesAway) {
      List<String> command = List.of("chown", "-R", NOBODY + ":" + NOBODY, path.toString());
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      if (!waitFor(process, PROBE_SECONDS) || process.exitValue() != 0) {
        throw new StartException("cannot give " + path + " to user " + NOBODY);
      }
    }
  }

  /** Starts a program whose output goes to the end of that file. */
  Process start(List<String> command, Path log) throws IOException {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(command);
    return new ProcessBuilder(whole)
        .redirectErrorStream(true)
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /**
   * Runs a program to its end.
   *
   * @return whether it ended in time and well
   */
  boolean run(List<String> command, Path log, int timeoutSeconds) throws IOException {
    Process process = start(command, log);
    if (waitFor(process, timeoutSeconds)) {
      return process.exitValue() == 0;
    }
    process.destroyForcibly();
    return false;
  }

  private static boolean isOrdinaryUser(List<String> prefix) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of("id", "-u"));
    String uid = output(command);
    return uid.matches("\\d+") && !uid.equals("0");
  }

  /** The output of a short program, or the empty text where it fails. */
  private static String output(List<String> command) {
    try {
      Path out = Files.createTempFile("boxoffice", ".out");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        boolean well = waitFor(process, PROBE_SECONDS) && process.exitValue() == 0;
        return well ? Files.readString(out, StandardCharsets.UTF_8).strip() : "";
      } finally {
        Files.delete(out);
      }
    } catch (IOException e) {
      return "";
    }
  }

  private static boolean waitFor(Process process, int seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
