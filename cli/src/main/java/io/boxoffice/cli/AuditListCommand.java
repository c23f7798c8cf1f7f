package io.boxoffice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.cli.client.SupportClient;
import io.boxoffice.cli.client.SupportViews.AuditEntry;
import io.boxoffice.cli.client.Views.Page;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Table;
import io.boxoffice.cli.console.Text;
import io.boxoffice.cli.console.Times;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what operators changed. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "List what operators changed, the newest first. For operators.",
      "Filters narrow it together."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice audit list",
      "  boxoffice audit list --operator operator --changes",
      "  boxoffice audit list --target 'concert 0S9WVEN28031J' --json"
    })
final class AuditListCommand implements Callable<Integer> {
  private final CliContext context;

  @Mixin private ServerOptions server;
  @Mixin private ListOptions list;

  @Option(
      names = "--operator",
      paramLabel = "USER",
      description = "Only this operator's changes, by id or name.")
  private String operator;

  @Option(
      names = "--target",
      paramLabel = "TEXT",
      description = {"Only changes of what begins so: 'concert', or", "'concert 0S9WVEN28031J'."})
  private String target;

  @Option(
      names = "--action",
      paramLabel = "NAME",
      description = "Only this kind of change, such as CHANGE_CONCERT.")
  private String action;

  @Option(
      names = "--changes",
      description = {"Below each one, which fields changed; --json", "shows them uncut."})
  private boolean changes;

  AuditListCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    int limit = list.limit();
    SupportClient support = server.support();
    String operatorId = new UserLookup(support).idOrNull(operator);
    Page<AuditEntry> page = support.audit(operatorId, target, action, limit);
    if (server.printedAsJson(page)) {
      return ExitCode.OK;
    }
    if (page.items().isEmpty()) {
      context.out().println("No changes.");
    } else if (changes) {
      page.items().forEach(this::printWithChanges);
    } else {
      print(page);
    }
    list.tellOfMore(page);
    return ExitCode.OK;
  }

  private void print(Page<AuditEntry> page) {
    Table table = Table.of("TIME", "OPERATOR", "~ACTION", "~TARGET");
    page.items()
        .forEach(
            entry -> table.row(time(entry), entry.operatorId(), entry.action(), entry.target()));
    table.print(context.out());
  }

  private void printWithChanges(AuditEntry entry) {
    line(String.join("  ", time(entry), entry.operatorId(), entry.action(), entry.target()));
    Set<String> fields = new LinkedHashSet<>();
    addFields(entry.before(), fields);
    addFields(entry.after(), fields);
    for (String field : fields) {
      String before = value(entry.before(), field);
      String after = value(entry.after(), field);
      if (!Objects.equals(before, after)) {
        line("    " + field + ": " + before + " -> " + after);
      }
    }
  }

  private static void addFields(JsonNode state, Set<String> fields) {
    if (state != null) {
      state.fieldNames().forEachRemaining(fields::add);
    }
  }

  /** A field's value; a dash where there is none. */
  private static String value(JsonNode state, String field) {
    JsonNode value = state == null ? null : state.get(field);
    if (value == null || value.isNull()) {
      return "-";
    }
    return value.isTextual() ? value.textValue() : value.toString();
  }

  private void line(String text) {
    context.out().println(Text.cut(Text.printable(text), Table.MAX_WIDTH));
  }

  private String time(AuditEntry entry) {
    return Times.toSecond(entry.occurredAt(), context.clock().getZone());
  }
}
