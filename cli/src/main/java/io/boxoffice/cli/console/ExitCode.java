package io.boxoffice.cli.console;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the process's exit code tells a script. */
public final class ExitCode {
  public static final int OK = 0;
  public static final int REFUSED = 1;
  public static final int USAGE = 2;
  public static final int NOT_ALLOWED = 3;
  public static final int NOT_FOUND = 4;
  public static final int UNREACHABLE = 5;
  public static final int VIOLATIONS = 6;

  /** As a shell says that Ctrl-C ended a command; it is the JVM's own. */
  public static final int INTERRUPTED = 130;

  /** What each code means for a command that speaks to a server, in order. */
  public static final Map<String, String> OF_SERVER_COMMANDS =
      inOrder(
          List.of(
              "done",
              "the server refused or failed",
              "the command line or an input is wrong",
              "not logged in, or not allowed",
              "there is no such thing",
              "the server does not answer"));

  /** The same, where {@code --watch} goes on until it is ended. */
  public static final Map<String, String> OF_WATCHING = withInterrupt();

  private ExitCode() {}

  private static Map<String, String> withInterrupt() {
    Map<String, String> codes = new LinkedHashMap<>(OF_SERVER_COMMANDS);
    codes.put(Integer.toString(INTERRUPTED), "--watch was ended by Ctrl-C");
    return Collections.unmodifiableMap(codes);
  }

  private static Map<String, String> inOrder(List<String> meanings) {
    Map<String, String> codes = new LinkedHashMap<>();
    for (int code = 0; code < meanings.size(); code++) {
      codes.put(Integer.toString(code), meanings.get(code));
    }
    return Collections.unmodifiableMap(codes);
  }
}
