package io.boxoffice.shared.bus;

/**
 * A message that wants an answer of type {@code R}.
 *
 * @param <R> the reply's type, itself a record of {@code shared}
 */
public interface Request<R> {
  /** Who answers. */
  Service service();
}
