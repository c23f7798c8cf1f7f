package io.boxoffice.shared.bus;

/**
 * A message to every node that listens, without an answer.
 *
 * <p>The bus delivers at most once: whoever acts on announcements must also come to the same state
 * without them.
 */
public interface Announcement {
  /** Where it is heard. */
  String address();
}
