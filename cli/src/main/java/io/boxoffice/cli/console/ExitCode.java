package io.boxoffice.cli.console;

/** What the process's exit code tells a script. */
public final class ExitCode {
  public static final int OK = 0;
  public static final int REFUSED = 1;
  public static final int USAGE = 2;
  public static final int NOT_ALLOWED = 3;
  public static final int NOT_FOUND = 4;
  public static final int UNREACHABLE = 5;
  public static final int VIOLATIONS = 6;

  private ExitCode() {}
}
