package io.boxoffice.http;

import io.boxoffice.shared.messages.AccountMessages.UserRole;

/**
 * Who calls, as a verified access token and the user's record say.
 *
 * @param expiresAtMs the token's end on the one clock
 */
record Caller(long userId, UserRole role, long expiresAtMs) {
  boolean isAdmin() {
    return role == UserRole.ADMIN;
  }
}
