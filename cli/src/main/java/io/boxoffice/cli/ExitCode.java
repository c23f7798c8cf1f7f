package io.boxoffice.cli;

/** What the process's exit code tells a script. */
final class ExitCode {
  static final int OK = 0;
  static final int REFUSED = 1;
  static final int USAGE = 2;
  static final int NOT_ALLOWED = 3;
  static final int NOT_FOUND = 4;
  static final int UNREACHABLE = 5;
  static final int VIOLATIONS = 6;

  private ExitCode() {}
}
