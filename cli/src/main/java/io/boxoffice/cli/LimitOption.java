package io.boxoffice.cli;

import io.boxoffice.cli.client.Views.Page;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How much of a list is wanted, where {@code --all} stands for something else than its length. */
final class LimitOption {
  static final int MAX_LIMIT = ListOptions.MAX_LIMIT;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many, 1 to " + MAX_LIMIT + " (default: ${DEFAULT-VALUE}).")
  private int limit;

  /**
   * How many are wanted at most.
   *
   * @throws ParameterException where it is out of its range
   */
  int limit() {
    return ListOptions.checked(limit, command);
  }

  /** Says so where the list goes on, and how to see the rest. */
  void printWhetherMore(Page<?> page, PrintWriter out) {
    if (page.nextCursor() != null) {
      String how = limit < MAX_LIMIT ? "raise --limit, up to " + MAX_LIMIT : "they are not shown";
      out.printf("There are more than these %,d; %s.%n", page.items().size(), how);
    }
  }
}
