package io.boxoffice.cli;

import io.boxoffice.cli.client.Problem;
import io.boxoffice.cli.client.RefusedException;
import io.boxoffice.cli.client.UnreachableException;
import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Text;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExitCodeExceptionMapper;

/** The one place that turns failures into exit codes, and into words that say what to do next. */
final class Failures implements IExecutionExceptionHandler, IExitCodeExceptionMapper {
  private static final int MAX_ERRORS_SHOWN = 50;

  @Override
  public int getExitCode(Throwable failure) {
    if (failure instanceof CommandFailure command) {
      return command.exitCode();
    }
    if (failure instanceof CommandLine.ParameterException) {
      return ExitCode.USAGE;
    }
    if (failure instanceof UnreachableException) {
      return ExitCode.UNREACHABLE;
    }
    if (failure instanceof RefusedException refused) {
      if (refused.problem().foreign()) {
        return ExitCode.REFUSED;
      }
      return switch (refused.problem().status()) {
        case 401, 403 -> ExitCode.NOT_ALLOWED;
        case 404 -> ExitCode.NOT_FOUND;
        default -> ExitCode.REFUSED;
      };
    }
    return ExitCode.REFUSED;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (failure instanceof RefusedException refused) {
      print(refused.problem(), err);
    } else if (failure instanceof UnreachableException unreachable) {
      error(err, unreachable.getMessage());
      advice(
          err,
          "start a node with `boxoffice serve`, or name a running one with --url (tried "
              + unreachable.server()
              + ")");
    } else if (failure instanceof CommandFailure known) {
      error(err, known.getMessage());
      if (known.advice() != null) {
        advice(err, known.advice());
      }
    } else {
      error(err, "this is a defect of the tool: " + failure);
      advice(err, "report it with the command that you typed");
    }
    err.flush();
    return getExitCode(failure);
  }

  private static void print(Problem problem, PrintWriter err) {
    String code = problem.foreign() ? "" : " [" + problem.status() + " " + problem.code() + "]";
    error(err, problem.inOneLine() + code);
    problem.errors().stream()
        .limit(MAX_ERRORS_SHOWN)
        .forEach(each -> err.println("  " + Text.printable(each.pointer() + "  " + each.detail())));
    int more = problem.errors().size() - MAX_ERRORS_SHOWN;
    if (more > 0) {
      err.println("  and " + more + " more");
    }
    advice(err, adviceFor(problem));
  }

  private static String adviceFor(Problem problem) {
    String trace =
        problem.traceId() == null ? "" : " (trace " + Text.printable(problem.traceId()) + ")";
    String later =
        problem.retryAfterSeconds() == null
            ? "try again later"
            : "try again in " + problem.retryAfterSeconds() + " s";
    return switch (problem.code()) {
      case "BAD_CREDENTIALS" -> "check the name and the password";
      case "ACCESS_TOKEN_INVALID" -> "log in again with `boxoffice login NAME`";
      case "FORBIDDEN" -> "log in as an operator with `boxoffice login NAME`";
      case "CONCERT_NOT_FOUND" -> "look up the id with `boxoffice concert list`";
      case "USER_NOT_FOUND" -> "look up the user with `boxoffice user list`";
      case "RESERVATION_NOT_FOUND" -> "look up the id with `boxoffice reservation list`";
      case "NAME_TAKEN" -> "choose another name; `boxoffice user show NAME` shows who has it";
      case "CHARGE_DECLINED", "BALANCE_LIMIT" -> "nothing was charged; try another amount";
      case "IDEMPOTENCY_KEY_REUSED" -> "name another --key, or send what was sent with this one";
      case "PERFORMANCE_NOT_FOUND" -> "look up the id with `boxoffice concert show ID`";
      case "PLACE_NOT_FOUND" -> "see who is in line with `boxoffice queue show ID --places`";
      case "VALIDATION_FAILED" -> "correct what is listed and send it again; nothing was changed";
      case "STATE_CONFLICT" -> "see the present state with `boxoffice concert list --all`";
      case "RATE_LIMITED", "SERVICE_UNAVAILABLE" -> later + trace;
      case "OUTCOME_UNKNOWN" -> "repeat the same command; it takes effect once" + trace;
      case "NOT_BOXOFFICE" -> foreignAdvice(problem.status());
      default ->
          problem.serverFault()
              ? "look for it in the server's log" + trace
              : "see the page /problems/"
                  + Text.printable(problem.code().toLowerCase(Locale.ROOT)).replace('_', '-')
                  + " of the server";
    };
  }

  private static String foreignAdvice(int status) {
    return switch (status) {
      case 502, 503, 504 -> "a proxy may stand before a node that is down; see whether it runs";
      default -> "name a node's address with --url, such as " + ServerOptions.DEFAULT_URL;
    };
  }

  private static void error(PrintWriter err, String text) {
    err.println("boxoffice: " + Text.printable(text));
  }

  private static void advice(PrintWriter err, String text) {
    err.println("  -> " + text);
  }
}
