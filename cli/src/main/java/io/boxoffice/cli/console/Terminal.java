package io.boxoffice.cli.console;

import java.io.Console;

/** Which of the process's three streams are a terminal, where a person looks on. */
public record Terminal(boolean in, boolean out, boolean err) {
  /** No person looks on: pipes and files all around. */
  public static final Terminal NONE = new Terminal(false, false, false);

  /** The file descriptors that the launcher found to be terminals, such as 012. */
  private static final String TOLD_BY_LAUNCHER = "boxoffice.terminals";

  /**
   * The process's own. Java cannot ask about single streams, so the launcher does; without it a
   * console stands for input and output together, and nothing is known of errors.
   */
  public static Terminal ofProcess() {
    String told = System.getProperty(TOLD_BY_LAUNCHER);
    if (told != null) {
      return new Terminal(told.contains("0"), told.contains("1"), told.contains("2"));
    }
    boolean console = isTerminal(System.console());
    return new Terminal(console, console, false);
  }

  /** Since JDK 22 a console exists without a terminal, too, and has a method that tells. */
  private static boolean isTerminal(Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
