package io.boxoffice.cli.console;

/** A command cannot go on: what is wrong, and what to do next. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int exitCode;
  private final String advice;

  /**
   * @param advice what to do next; null where the message says it
   */
  public CommandFailure(int exitCode, String message, String advice) {
    super(message);
    this.exitCode = exitCode;
    this.advice = advice;
  }

  public int exitCode() {
    return exitCode;
  }

  public String advice() {
    return advice;
  }
}
