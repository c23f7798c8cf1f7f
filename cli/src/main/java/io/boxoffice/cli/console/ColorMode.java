package io.boxoffice.cli.console;

import java.util.Locale;

/** When output has colors; written in lower case on the command line. */
public enum ColorMode {
  /** On a terminal, unless the environment asks for none. */
  AUTO,
  ALWAYS,
  NEVER;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
