package io.boxoffice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wrong address mostly leads to some other server. */
class ForeignServerTest {
  private static final String CALL = "GET /api/v1/concerts?limit=50";

  @TempDir private Path home;
  private final StubServer server = new StubServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private Tool.Result list(String url) {
    return new Tool(home).run("concert", "list", "--url", url);
  }

  /** Not exit code 4: it is not the concert that is missing. */
  @Test
  void anHtmlPageSaysWhoseItIs() {
    server.foreignAnswer(
        CALL,
        404,
        "text/html",
        "<!doctype html><html><head>\n<title> Welcome to \u001b[31mSquirrel </title></head>...");

    Tool.Result result = list(server.url());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains(server.url() + " answered 404, but not as a Boxoffice node does")
        .contains("it says: Welcome to", "Squirrel", "--url")
        .doesNotContain("<title>", "\u001b", "HTTP_404");
  }

  @Test
  void jsonOfAnotherApiIsNotOursEither() {
    server.foreignAnswer(CALL, 401, "application/json", "{\"message\":\"Bad credentials\"}");

    Tool.Result result = list(server.url());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("answered 401, but not as", "Bad credentials");
  }

  @Test
  void aRedirectSaysWhereTo() {
    server
        .foreignAnswer(CALL, 301, "text/html", "")
        .sending("Location", "https://tickets.example.com/");

    assertThat(list(server.url()).err()).contains("it redirects to https://tickets.example.com/");
  }

  @Test
  void aProxyWithoutItsNodeIsNamed() {
    server.foreignAnswer(CALL, 502, "text/html", "<html><title>502 Bad Gateway</title></html>");

    Tool.Result result = list(server.url());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("502 Bad Gateway", "a proxy may stand before a node");
  }

  @Test
  void whatDoesNotSpeakHttpGivesNoAnswer() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
      Thread greeter = new Thread(() -> greet(socket), "greeter");
      greeter.setDaemon(true);
      greeter.start();

      Tool.Result result = list("http://127.0.0.1:" + socket.getLocalPort());

      assertThat(result.exitCode()).isEqualTo(5);
      assertThat(result.err()).contains("No answer from http://127.0.0.1:").doesNotContain("\tat ");
    }
  }

  /** As a mail server does: it speaks first, whatever is asked, and hangs up. */
  private static void greet(ServerSocket socket) {
    while (true) {
      try (Socket connection = socket.accept()) {
        connection.getInputStream().read();
        connection
            .getOutputStream()
            .write("220 mail.example.com ESMTP\r\n".getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        return;
      }
    }
  }
}
