package io.boxoffice.shared.bus;

/** The reply of a command that has nothing to tell but that it is done. */
public record Done() {
  public static final Done DONE = new Done();
}
