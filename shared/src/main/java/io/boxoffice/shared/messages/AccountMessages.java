package io.boxoffice.shared.messages;

import io.boxoffice.shared.bus.Request;
import io.boxoffice.shared.bus.Service;
import java.util.List;

/** What the account service is asked, and what it answers. */
public final class AccountMessages {
  private AccountMessages() {}

  /** A request to the account service. */
  public interface AccountRequest<R> extends Request<R> {
    @Override
    default Service service() {
      return Service.ACCOUNT;
    }
  }

  /** What a user may do. */
  public enum UserRole {
    BUYER,
    ADMIN
  }

  public record User(long userId, String name, UserRole role, long createdAtMs) {}

  /** Fails with NAME_TAKEN, or VALIDATION_FAILED for a weak password. */
  public record SignUp(String name, String password) implements AccountRequest<User> {}

  /**
   * Makes a user of any role for an operator, audited. A repeat finds its own name taken. Fails
   * with NAME_TAKEN, or VALIDATION_FAILED for a weak password.
   */
  public record CreateUser(long operatorId, String name, String password, UserRole role)
      implements AccountRequest<User> {}

  /** An access token, RS256, and when it ends. */
  public record AccessToken(String token, long expiresAtMs, long userId) {}

  /** Fails with BAD_CREDENTIALS. */
  public record LogIn(String name, String password) implements AccountRequest<AccessToken> {}

  /** Fails with USER_NOT_FOUND. */
  public record FindUser(long userId) implements AccountRequest<User> {}

  /** One page in id order; {@code nextAfterId} is null at the end. */
  public record UserPage(List<User> users, Long nextAfterId) {
    public UserPage {
      users = List.copyOf(users);
    }
  }

  /**
   * Users with an id above {@code afterId}, at most 200.
   *
   * @param name null for all, else the one with this name
   */
  public record ListUsers(long afterId, int limit, String name)
      implements AccountRequest<UserPage> {}

  /**
   * What a node needs to verify tokens.
   *
   * @param accessJwks public keys as JWK objects (JSON text), never empty
   * @param queueSecret the HS256 secret of the queue tokens, base64url
   */
  public record VerificationKeys(List<String> accessJwks, String queueSecret) {
    public VerificationKeys {
      accessJwks = List.copyOf(accessJwks);
      if (accessJwks.isEmpty() || queueSecret.isEmpty()) {
        throw new IllegalArgumentException("a node without keys would accept unsigned tokens");
      }
    }
  }

  /** The same keys on every node. */
  public record ReadKeys() implements AccountRequest<VerificationKeys> {}
}
