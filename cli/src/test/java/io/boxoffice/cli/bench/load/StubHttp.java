package io.boxoffice.cli.bench.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server of answers that lie ready; it calls a hook before each of them. */
final class StubHttp implements AutoCloseable {
  /** Runs on the connection's thread before an answer. */
  @FunctionalInterface
  interface Hook {
    void beforeAnswer() throws InterruptedException;
  }

  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final byte[] answer;
  private final Hook hook;

  StubHttp(String answer, Hook hook) throws IOException {
    this.answer = answer.replace("|", "\r\n").getBytes(StandardCharsets.US_ASCII);
    this.hook = hook;
    server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "stub-http");
    thread.setDaemon(true);
    thread.start();
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        open.add(socket);
        daemon(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed: no more connections.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      int matched = 0;
      for (int next = in.read(); next >= 0; next = in.read()) {
        boolean fits = next == (matched % 2 == 0 ? '\r' : '\n');
        matched = fits ? matched + 1 : next == '\r' ? 1 : 0;
        if (matched == 4) {
          matched = 0;
          hook.beforeAnswer();
          socket.getOutputStream().write(answer);
        }
      }
    } catch (IOException e) {
      // The client left.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Closes the connections, and takes new ones. */
  void hangUp() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
    open.clear();
  }

  @Override
  public void close() throws IOException {
    server.close();
    hangUp();
  }
}
