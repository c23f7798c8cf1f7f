package io.boxoffice.shared.bus;

import java.util.Locale;

/** What a node does. A node has one or more roles; the default is all. */
public enum Role {
  HTTP,
  QUEUE,
  RESERVATION,
  WALLET;

  /** The name as configuration writes it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
