package io.boxoffice.support;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process of its own that opens a stream for each line of a file ({@code path access queue}) and
 * says on standard output when each has got its first event, when each has got another position,
 * and then how many events there were in all. Ends with its standard input.
 */
public final class EventCrowd {
  private static final int OPENING_AT_ONCE = 100;
  private static final Pattern POSITION = Pattern.compile("\"position\":(\\d+),");

  /** A mark that is cut in two by the wire is found with the next piece. */
  private static final int LONGEST_MARK = 32;

  /** What one stream has got. */
  private static final class Seen {
    String tail = "";
    long first = -1;
    boolean changed;
  }

  private final NetClient client;
  private final int port;
  private final List<String> lines;
  private int next;
  private int withFirst;
  private int withChange;
  private int events;

  private EventCrowd(Vertx vertx, int port, List<String> lines) {
    client = vertx.createNetClient(new NetClientOptions().setConnectTimeout(20_000));
    this.port = port;
    this.lines = lines;
  }

  /** The node's port and the file. */
  public static void main(String[] arguments) throws IOException {
    Vertx vertx = Vertx.vertx();
    List<String> lines = Files.readAllLines(Path.of(arguments[1]));
    EventCrowd crowd = new EventCrowd(vertx, Integer.parseInt(arguments[0]), lines);
    vertx
        .getOrCreateContext()
        .runOnContext(
            now -> {
              for (int n = 0; n < OPENING_AT_ONCE; n++) {
                crowd.openNext();
              }
            });
    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    System.exit(0);
  }

  private void openNext() {
    if (next < lines.size()) {
      String[] words = lines.get(next++).split(" ", 3);
      client
          .connect(port, "127.0.0.1")
          .onSuccess(socket -> ask(socket, words))
          .onFailure(this::end);
    }
  }

  private void ask(NetSocket socket, String[] words) {
    Seen seen = new Seen();
    socket.closeHandler(closed -> end(new IOException("a stream was closed")));
    socket.handler(bytes -> read(bytes.toString(StandardCharsets.ISO_8859_1), seen));
    socket
        .write(
            "GET "
                + words[0]
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                + words[1]
                + "\r\nQueue-Token: "
                + words[2]
                + "\r\n\r\n")
        .onFailure(this::end);
  }

  private void read(String text, Seen seen) {
    String whole = seen.tail + text;
    Matcher matcher = POSITION.matcher(whole);
    int read = 0;
    while (matcher.find()) {
      read = matcher.end();
      events++;
      count(Long.parseLong(matcher.group(1)), seen);
    }
    seen.tail = whole.substring(Math.max(read, whole.length() - LONGEST_MARK));
  }

  private void count(long position, Seen seen) {
    if (seen.first < 0) {
      seen.first = position;
      openNext();
      if (++withFirst == lines.size()) {
        System.out.println("all have the first");
      }
    } else if (!seen.changed && position != seen.first) {
      seen.changed = true;
      if (++withChange == lines.size()) {
        System.out.println("all have a change");
        System.out.println(events + " events");
      }
    }
  }

  private void end(Throwable failure) {
    System.out.println("failed with " + withFirst + " open: " + failure);
    System.exit(1);
  }
}
