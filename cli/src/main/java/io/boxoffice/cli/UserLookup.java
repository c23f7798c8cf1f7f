package io.boxoffice.cli;

import io.boxoffice.cli.client.SupportClient;
import io.boxoffice.cli.client.SupportViews.Account;
import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds who is meant by an id or a name. What looks like an id is one: nobody can be taken for
 * another by choosing the other's id as a name.
 */
final class UserLookup {
  private static final Pattern ID = Pattern.compile("[0-9A-F][0-9A-HJKMNP-TV-Z]{12}");

  private final SupportClient support;

  UserLookup(SupportClient support) {
    this.support = support;
  }

  /** The id; whether an id that was given exists is left to the call that wants it. */
  String idOf(String idOrName) {
    return ID.matcher(idOrName).matches() ? idOrName : named(idOrName).userId();
  }

  /** The id, or null where nobody is named. */
  String idOrNull(String idOrName) {
    return idOrName == null ? null : idOf(idOrName);
  }

  Account find(String idOrName) {
    return ID.matcher(idOrName).matches() ? support.user(idOrName) : named(idOrName);
  }

  private Account named(String name) {
    List<Account> found = support.users(name, 2).items();
    if (found.isEmpty()) {
      throw new CommandFailure(
          ExitCode.NOT_FOUND,
          "There is no user named " + name,
          "look up the user with `boxoffice user list`");
    }
    if (found.size() > 1) {
      throw new CommandFailure(
          ExitCode.NOT_FOUND,
          "More than one user is named " + name,
          "give the id; `boxoffice user list --name NAME` shows them");
    }
    return found.get(0);
  }
}
