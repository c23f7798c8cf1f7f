package io.boxoffice.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.cli.client.CheckedImport;
import io.boxoffice.cli.client.ImportClient;
import io.boxoffice.cli.client.RestChannel;
import io.boxoffice.cli.client.Views.ImportedConcert;
import io.boxoffice.cli.client.Views.PerformanceTime;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports a concert, whole or not at all. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpWidth = 80,
    description = {
      "Import a concert: from a FILE that is the whole import, or from a seating plan",
      "(pretix's JSON format) and options. For operators."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  boxoffice concert import concert.json",
      "  boxoffice concert import --plan theatre.json --title 'Winter Gala' \\",
      "      --venue 'Old Theatre' --performance 2027-01-15T19:30 \\",
      "      --price Stalls=90000 --price Circle=60000 --price Box=120000",
      "  boxoffice concert import concert.json --dry-run",
      "",
      "Sending the same import again (the same content, or the same --key) within",
      "7 days imports nothing more and prints the first answer."
    })
final class ConcertImportCommand implements Callable<Integer> {
  /** What the server takes at most. */
  private static final long MAX_FILE_BYTES = 32L * 1024 * 1024;

  private final CliContext context;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "JSON: title, venue, prices, seatingPlan, performances, ...")
  private Path file;

  @Option(names = "--plan", paramLabel = "PLAN", description = "A seating plan, instead of FILE.")
  private Path plan;

  @ArgGroup(validate = false, heading = "With --plan:%n")
  private ImportOptions options = new ImportOptions();

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Idempotency key (default: made from the content).")
  private String key;

  @Option(
      names = "--dry-run",
      description = "Check all and show what would be made; change nothing.")
  private boolean dryRun;

  @Mixin private ServerOptions server;

  ConcertImportCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if ((file == null) == (plan == null)) {
      throw new ParameterException(spec.commandLine(), "Name a FILE, or --plan PLAN; not both.");
    }
    ImportClient client = server.loggedIn().imports();
    try (ImportProgress progress = new ImportProgress(context.err(), System::nanoTime)) {
      progress.reading();
      byte[] body = file != null ? bytes(file) : fromPlan();
      if (dryRun) {
        check(client, body, progress);
      } else {
        load(client, body, progress);
      }
    }
    return ExitCode.OK;
  }

  private void check(ImportClient client, byte[] body, ImportProgress progress) {
    CheckedImport checked = client.check(body, progress.of("Checking"));
    progress.done();
    if (!server.printedAsJson(checked)) {
      new DryRunReport(checked).print(context.out());
    }
  }

  private void load(ImportClient client, byte[] body, ImportProgress progress) {
    String used = key != null ? key : "import-" + UUID.nameUUIDFromBytes(body);
    ImportedConcert imported = client.importConcert(body, used, progress.of("Importing"));
    progress.done();
    if (!server.printedAsJson(imported)) {
      print(imported);
    }
  }

  private byte[] fromPlan() {
    String missing = options.missing();
    if (missing != null) {
      throw new ParameterException(spec.commandLine(), "--plan wants " + missing + ", too.");
    }
    JsonNode drawn = parsed(bytes(plan));
    try {
      return JSON.writeValueAsBytes(options.body(drawn, context.clock().instant()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a body that cannot be written as JSON", e);
    }
  }

  private static final ObjectMapper JSON = RestChannel.JSON;

  /** Read whole and checked here, so that a typing error is found before it travels. */
  private static byte[] bytes(Path path) {
    byte[] content;
    try {
      if (Files.size(path) > MAX_FILE_BYTES) {
        throw new CommandFailure(
            ExitCode.USAGE, path + " is larger than 32 MiB", "the server takes no more");
      }
      content = Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new CommandFailure(ExitCode.USAGE, "There is no file " + path, "check the path");
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.USAGE, "Cannot read " + path, "check that it is a file");
    }
    parsed(content);
    return content;
  }

  private static JsonNode parsed(byte[] content) {
    try {
      JsonNode node = JSON.readTree(new String(content, StandardCharsets.UTF_8));
      if (node != null && node.isObject()) {
        return node;
      }
      throw new CommandFailure(ExitCode.USAGE, "The file is not a JSON object", null);
    } catch (JsonProcessingException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "The file is not JSON: " + e.getOriginalMessage(),
          e.getLocation() == null
              ? null
              : "see line " + e.getLocation().getLineNr() + " of the file");
    }
  }

  private void print(ImportedConcert imported) {
    context
        .out()
        .printf(
            "%s concert %s: %s, %,d seats, %d performance(s).%n",
            imported.replayed() ? "Already imported:" : "Imported",
            imported.concertId(),
            imported.state(),
            imported.totalSeats(),
            imported.performances().size());
    Table table = Table.of("PERFORMANCE", "STARTS AT");
    for (PerformanceTime performance : imported.performances()) {
      table.row(performance.performanceId(), performance.startsAt());
    }
    table.print(context.out());
  }
}
