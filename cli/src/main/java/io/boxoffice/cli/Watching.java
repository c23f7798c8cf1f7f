package io.boxoffice.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.boxoffice.cli.client.RefusedException;
import io.boxoffice.cli.client.RestChannel;
import io.boxoffice.cli.client.UnreachableException;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Frames;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * Runs a command once or, with {@code --watch}, again and again.
 *
 * <p>A server that does not answer for a while is waited for, once it has answered at all: the
 * first look fails as it does without watching, so that a wrong address is told at once. What the
 * server refuses for good (a login that ended, a concert that is gone) ends the watching, too.
 */
final class Watching implements IExecutionStrategy {
  private static final int TOO_MANY_REQUESTS = 429;

  private final CliContext context;
  private final IExecutionStrategy once = new CommandLine.RunLast();

  Watching(CliContext context) {
    this.context = context;
  }

  @Override
  public int execute(ParseResult parsed) {
    ParseResult command = parsed;
    while (command.hasSubcommand()) {
      command = command.subcommand();
    }
    Duration every = every(command.commandSpec());
    if (every == null || command.isUsageHelpRequested() || command.isVersionHelpRequested()) {
      return once.execute(parsed);
    }
    boolean json = command.matchedOptionValue("--json", false);
    try (Frames frames = new Frames(context, every, json)) {
      return watch(parsed, every, frames, json);
    }
  }

  private static Duration every(CommandSpec command) {
    CommandSpec mixin = command.mixins().get(WatchOptions.MIXIN);
    return mixin == null ? null : ((WatchOptions) mixin.userObject()).every(command.commandLine());
  }

  private int watch(ParseResult parsed, Duration every, Frames frames, boolean json) {
    Instant answered = null;
    while (true) {
      try {
        String printed = context.out().caught(() -> once.execute(parsed));
        answered = context.clock().instant();
        frames.show(json ? inOneLine(printed) : printed);
      } catch (ExecutionException e) {
        if (answered == null || !passing(e.getCause())) {
          throw e;
        }
        frames.silence(answered);
      }
      try {
        context.pace().pause(every);
      } catch (InterruptedException e) {
        return ExitCode.INTERRUPTED;
      }
    }
  }

  /** Whether the same question may well be answered later. */
  private static boolean passing(Throwable failure) {
    if (failure instanceof RefusedException refused) {
      return refused.problem().serverFault() || refused.problem().status() == TOO_MANY_REQUESTS;
    }
    return failure instanceof UnreachableException;
  }

  private static String inOneLine(String json) {
    try {
      return RestChannel.JSON.readTree(json).toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was printed as JSON is none", e);
    }
  }
}
