package io.boxoffice.cli.client;

import java.net.URI;

/** No answer came: nothing listens there, or the connection broke, or time ran out. */
public final class UnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final URI server;

  public UnreachableException(URI server, Throwable cause) {
    super("No answer from " + server + reason(cause), cause);
    this.server = server;
  }

  /** The base address that was tried. */
  public URI server() {
    return server;
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    return message == null || message.isBlank() ? "" : " (" + message + ")";
  }
}
