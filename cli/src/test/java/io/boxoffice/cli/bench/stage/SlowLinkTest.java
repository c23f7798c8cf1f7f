package io.boxoffice.cli.bench.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SlowLinkTest {
  private static final int MEBIBYTE = 1 << 20;
  private static final int PATIENCE_MS = 10_000;

  private ServerSocket echo;
  private SlowLink link;

  @BeforeEach
  void open() throws IOException {
    echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread server = new Thread(this::serve, "echo");
    server.setDaemon(true);
    server.start();
    link = SlowLink.to("postgresql://127.0.0.1:" + echo.getLocalPort() + "/boxoffice");
  }

  @AfterEach
  void close() throws IOException {
    link.close();
    echo.close();
  }

  private void serve() {
    try {
      while (true) {
        Socket caller = echo.accept();
        Thread thread = new Thread(() -> repeat(caller), "echo-caller");
        thread.setDaemon(true);
        thread.start();
      }
    } catch (IOException e) {
      // The test is over.
      return;
    }
  }

  private static void repeat(Socket caller) {
    try (caller) {
      caller.getInputStream().transferTo(caller.getOutputStream());
    } catch (IOException e) {
      // The caller has gone.
      return;
    }
  }

  private Socket call() throws IOException {
    return call(link);
  }

  private static Socket call(SlowLink link) throws IOException {
    URI url = URI.create(link.databaseUrl());
    assertThat(url.getScheme()).isEqualTo("postgresql");
    assertThat(url.getPath()).isEqualTo("/boxoffice");
    Socket socket = new Socket(url.getHost(), url.getPort());
    socket.setSoTimeout(PATIENCE_MS);
    return socket;
  }

  private static long roundTripMs(Socket socket) throws IOException {
    long began = System.nanoTime();
    socket.getOutputStream().write(7);
    assertThat(socket.getInputStream().read()).isEqualTo(7);
    return (System.nanoTime() - began) / 1_000_000;
  }

  @Test
  void answersComeLaterWhileItIsSlowAndOnlyThen() throws Exception {
    try (Socket socket = call()) {
      assertThat(roundTripMs(socket)).isLessThan(200);
      link.delay(Duration.ofMillis(200));
      assertThat(roundTripMs(socket)).isBetween(199L, 1_000L);
      link.delay(Duration.ZERO);
      assertThat(roundTripMs(socket)).isLessThan(200);
    }
  }

  /** One answer after the other would take ten seconds. */
  @Test
  void theDelayIsNoLimitOfThroughput() throws Exception {
    link.delay(Duration.ofMillis(100));
    try (Socket socket = call()) {
      long began = System.nanoTime();
      for (int i = 0; i < 100; i++) {
        socket.getOutputStream().write(i);
        socket.getOutputStream().flush();
      }
      for (int i = 0; i < 100; i++) {
        assertThat(socket.getInputStream().read()).isEqualTo(i);
      }
      assertThat((System.nanoTime() - began) / 1_000_000).isBetween(99L, 2_000L);
    }
  }

  @Test
  void everythingArrivesInOrderThoughMoreIsSaidThanItHolds() throws Exception {
    byte[] sent = new byte[8 * MEBIBYTE];
    new Random(3).nextBytes(sent);
    link.delay(Duration.ofMillis(5));
    try (Socket socket = call()) {
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(
              () -> {
                try {
                  OutputStream out = socket.getOutputStream();
                  out.write(sent);
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      InputStream in = socket.getInputStream();

      assertThat(in.readNBytes(sent.length)).isEqualTo(sent);
      writing.get();
    }
  }

  @Test
  void aCallerWhoseDatabaseIsAwayIsHungUpOn() throws Exception {
    try (Socket nobodyListens = new Socket()) {
      // Bound, so that no other process listens there meanwhile.
      nobodyListens.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      int port = nobodyListens.getLocalPort();
      try (SlowLink nowhere = SlowLink.to("postgresql://127.0.0.1:" + port + "/boxoffice");
          Socket socket = call(nowhere)) {
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
      }
    }
  }
}
