package io.boxoffice.cli;

import io.boxoffice.cli.console.ExitCode;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual as one page in the man macros of roff (groff_man(7)), from the same model as the help:
 * all commands in one place can be searched, and what is common to them is said once.
 */
final class ManPage {
  private static final List<List<String>> ENVIRONMENT =
      List.of(
          List.of("BOXOFFICE_URL", "The server's address, where --url is not given."),
          List.of("BOXOFFICE_PASSWORD", "The password for login, where none is piped."),
          List.of("NO_COLOR", "If not empty, no colors unless --color asks for them."),
          List.of("XDG_CONFIG_HOME", "Where the logins are kept; by default ~/.config."),
          List.of(
              "BOXOFFICE_A_B_C", "For serve and demo: the setting a.b-c, as in serve --settings."),
          List.of("BOXOFFICE_JAVA_OPTS", "Options for the Java virtual machine."),
          List.of("JAVA_HOME", "Which Java to run, 17 or newer; else the one in PATH."));

  private final CommandSpec root;
  private final StringBuilder page = new StringBuilder();

  ManPage(CommandSpec root) {
    this.root = root;
  }

  /** The page; the same for the same commands. */
  String text() {
    page.setLength(0);
    line(".TH BOXOFFICE 1 \"\" Boxoffice \"Boxoffice manual\"");
    line(".SH NAME");
    line(escaped(root.name()) + " \\- sell concert seats to a crowd");
    line(".SH SYNOPSIS");
    line(".B " + escaped(root.name()));
    line("[\\fIoption\\fR ...] \\fIcommand\\fR [\\fIargument\\fR ...]");
    line(".SH DESCRIPTION");
    sentences(rendered(root.usageMessage().description()));
    line("Each command tells about itself with \\fB\\-\\-help\\fR.");
    line(".SH COMMANDS");
    commands(root, root.name());
    line(".SH COMMON OPTIONS");
    line(
        "What speaks to a server knows all of these; --watch those that list or show, and cluster status.");
    commonOptions().forEach(this::option);
    line(".SH EXIT STATUS");
    exitCodes(root.usageMessage().exitCodeList());
    line(".SH ENVIRONMENT");
    ENVIRONMENT.forEach(each -> definition(escaped(each.get(0)), List.of(each.get(1))));
    line(".SH FILES");
    definition(
        "~/.config/boxoffice/credentials.json", List.of("The logins, readable by you alone."));
    line(".SH EXAMPLES");
    verbatim(examplesOf(root));
    return page.toString();
  }

  private void commands(CommandSpec parent, String path) {
    for (Map.Entry<String, CommandLine> entry : parent.subcommands().entrySet()) {
      CommandSpec command = entry.getValue().getCommandSpec();
      String name = path + " " + entry.getKey();
      if (command.usageMessage().hidden() || !entry.getKey().equals(command.name())) {
        continue;
      }
      if (command.subcommands().isEmpty()) {
        command(command, name);
      } else {
        commands(command, name);
      }
    }
  }

  private void command(CommandSpec command, String name) {
    line(".SS " + escaped(name + arguments(command)));
    sentences(rendered(command.usageMessage().description()));
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      definition(escaped(parameter.paramLabel()), rendered(parameter.description()));
    }
    command.options().stream()
        .filter(option -> !isCommon(option) && !option.hidden())
        .forEach(this::option);
    exceptionalExitCodes(command);
    String[] footer = command.usageMessage().footer();
    if (footer.length > 0) {
      line(".P");
      line(escaped(String.format(command.usageMessage().footerHeading()).strip()));
      verbatim(Arrays.asList(footer));
    }
  }

  private static String arguments(CommandSpec command) {
    return command.positionalParameters().stream()
        .map(
            parameter ->
                parameter.arity().min() == 0
                    ? " [" + parameter.paramLabel() + "]"
                    : " " + parameter.paramLabel())
        .collect(Collectors.joining());
  }

  /** What this command says with a code that others do not, or say otherwise. */
  private void exceptionalExitCodes(CommandSpec command) {
    List<String> special =
        command.usageMessage().exitCodeList().entrySet().stream()
            .filter(code -> !isCommon(code))
            .map(code -> code.getKey() + ": " + code.getValue())
            .toList();
    if (!special.isEmpty()) {
      line(".P");
      line(escaped("Exit codes of its own: " + String.join("; ", special) + "."));
    }
  }

  private boolean isCommon(Map.Entry<String, String> code) {
    return code.getValue().equals(root.usageMessage().exitCodeList().get(code.getKey()))
        || code.getValue().equals(ExitCode.OF_WATCHING.get(code.getKey()));
  }

  private static boolean isCommon(OptionSpec option) {
    return option.inherited() || option.usageHelp() || option.versionHelp() || ofServer(option);
  }

  private static boolean ofServer(OptionSpec option) {
    return option.userObject() instanceof Field field
        && field.getDeclaringClass() == ServerOptions.class;
  }

  private List<OptionSpec> commonOptions() {
    List<OptionSpec> common = new ArrayList<>(root.options());
    CommandSpec verify = root.subcommands().get("verify").getCommandSpec();
    verify.options().stream().filter(ManPage::ofServer).forEach(common::add);
    return common;
  }

  private void option(OptionSpec option) {
    String label = option.arity().max() == 0 ? "" : option.paramLabel();
    String shown =
        option.arity().max() > 0 && option.arity().min() == 0 ? "[=" + label + "]" : "=" + label;
    String names = String.join(", ", option.names()) + (label.isEmpty() ? "" : shown);
    definition(escaped(names), rendered(option.description()));
  }

  /** The help's texts are formats. */
  private static List<String> rendered(String... description) {
    return Arrays.stream(description).map(text -> String.format(text).strip()).toList();
  }

  private void exitCodes(Map<String, String> codes) {
    codes.forEach((code, meaning) -> definition(code.strip(), List.of(meaning)));
  }

  private static List<String> examplesOf(CommandSpec command) {
    return Arrays.asList(command.usageMessage().footer());
  }

  private void definition(String term, List<String> description) {
    line(".TP");
    line("\\fB" + term + "\\fR");
    sentences(description);
  }

  private void sentences(List<String> lines) {
    for (String text : lines) {
      if (!text.isBlank()) {
        line(escaped(text.strip()));
      }
    }
  }

  private void verbatim(List<String> lines) {
    line(".EX");
    // The help's own indentation is in the way of 80 columns: the macros indent already.
    lines.forEach(text -> line(escaped(text.replaceFirst("^ {2}", ""))));
    line(".EE");
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  /** Hyphens stay hyphens that can be pasted, and nothing reads as a macro. */
  private static String escaped(String text) {
    String safe =
        text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga");
    return safe.startsWith(".") ? "\\&" + safe : safe;
  }
}
