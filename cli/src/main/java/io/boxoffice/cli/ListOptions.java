package io.boxoffice.cli;

import io.boxoffice.cli.client.Views.Page;
import io.boxoffice.cli.console.CliContext;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How much of a list is wanted: common to the commands that list. */
final class ListOptions {
  /** What one command fetches at the most; more is work for a program with the REST API. */
  static final int MAX_LIMIT = 10_000;

  private static final int DEFAULT_LIMIT = 50;

  private final CliContext context;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many, 1 to " + MAX_LIMIT + " (default: " + DEFAULT_LIMIT + ").")
  private Integer limit;

  @Option(names = "--all", description = "All, but not more than " + MAX_LIMIT + ".")
  private boolean all;

  ListOptions(CliContext context) {
    this.context = context;
  }

  /** How many are wanted, at most {@link #MAX_LIMIT}. */
  int limit() {
    if (all && limit != null) {
      throw new ParameterException(command.commandLine(), "Name --limit or --all, not both.");
    }
    if (all) {
      return MAX_LIMIT;
    }
    return limit == null ? DEFAULT_LIMIT : checked(limit, command);
  }

  /**
   * A limit that may be asked for.
   *
   * @throws ParameterException where it is out of its range
   */
  static int checked(int limit, CommandSpec command) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new ParameterException(
          command.commandLine(), "--limit wants a number from 1 to " + MAX_LIMIT + ".");
    }
    return limit;
  }

  /** Says whether there is more, and how to get it. */
  void tellOfMore(Page<?> page) {
    if (page.nextCursor() == null) {
      return;
    }
    boolean most = page.items().size() >= MAX_LIMIT;
    context
        .out()
        .println(
            most
                ? "There are more than " + MAX_LIMIT + "; narrow the list (see --help)."
                : "There are more; see them with --all or --limit N.");
  }
}
