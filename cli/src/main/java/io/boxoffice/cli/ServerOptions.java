package io.boxoffice.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.boxoffice.cli.client.OperatorClient;
import io.boxoffice.cli.client.RestChannel;
import io.boxoffice.cli.client.SaleClient;
import io.boxoffice.cli.client.SupportClient;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Text;
import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.Option;

/** Which server is spoken to, as whom, and who reads the answer: common to all commands. */
final class ServerOptions {
  static final String DEFAULT_URL = "http://127.0.0.1:8080";

  private final CliContext context;
  private final CredentialStore credentials;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = {
        "The server's address.",
        "Default: $BOXOFFICE_URL, else where you",
        "logged in last, else the local default,",
        DEFAULT_URL + "."
      })
  private String url;

  @Option(names = "--json", description = "Print JSON, for programs.")
  private boolean json;

  ServerOptions(CliContext context) {
    this.context = context;
    this.credentials = new CredentialStore(context);
  }

  CredentialStore credentials() {
    return credentials;
  }

  /** The address without a trailing slash. */
  String url() {
    String chosen = url != null ? url : context.variable("BOXOFFICE_URL");
    if (chosen == null) {
      chosen = credentials.latest().map(CredentialStore.Login::url).orElse(DEFAULT_URL);
    }
    return checked(chosen.replaceAll("/+$", ""));
  }

  /** A client that proves nothing. */
  SaleClient anonymous() {
    return SaleClient.anonymous(RestChannel.to(URI.create(url())));
  }

  /** A client with the stored token of this server. */
  SaleClient loggedIn() {
    return anonymous().as(accessToken());
  }

  /** A client for support work, with the stored token of this server. */
  SupportClient support() {
    return loggedIn().support();
  }

  /** A client for concerts and queues, with the stored token of this server. */
  OperatorClient operator() {
    return loggedIn().operations();
  }

  private String accessToken() {
    String server = url();
    CredentialStore.Login login =
        credentials
            .at(server)
            .orElseThrow(() -> notLoggedIn("You are not logged in at " + server, server));
    if (!login.aliveAt(context.clock().instant())) {
      throw notLoggedIn("Your login at " + server + " has ended", server);
    }
    return login.accessToken();
  }

  /** Prints {@code value} as JSON where that is wanted; tells whether it did. */
  boolean printedAsJson(Object value) {
    if (!json) {
      return false;
    }
    try {
      context
          .out()
          .println(RestChannel.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer that cannot be written as JSON", e);
    }
    return true;
  }

  private static CommandFailure notLoggedIn(String message, String server) {
    String where = server.equals(DEFAULT_URL) ? "" : " --url " + server;
    return new CommandFailure(
        ExitCode.NOT_ALLOWED, message, "run `boxoffice login NAME" + where + "`");
  }

  private static String checked(String text) {
    try {
      URI uri = new URI(text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getQuery() == null && uri.getUserInfo() == null) {
        return text;
      }
    } catch (URISyntaxException e) {
      throw badUrl(text);
    }
    throw badUrl(text);
  }

  private static CommandFailure badUrl(String text) {
    return new CommandFailure(
        ExitCode.USAGE,
        "Not a server's address: " + Text.printable(text),
        "write it like " + DEFAULT_URL + " or https://tickets.example.com");
  }
}
