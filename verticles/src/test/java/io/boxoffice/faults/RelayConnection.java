package io.boxoffice.faults;

import io.boxoffice.faults.RelayFilter.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One connection through a {@link Relay}. */
final class RelayConnection {
  private static final int BUFFER_BYTES = 65_536;
  private static final int STACK_BYTES = 262_144;

  private final SocketChannel client;
  private final SocketChannel target;
  private final RelayFilter filter;
  private volatile boolean cut;

  RelayConnection(SocketChannel client, SocketChannel target, RelayFilter filter) {
    this.client = client;
    this.target = target;
    this.filter = filter;
  }

  /** Starts a thread that ends with the process at the latest. */
  static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Carries bytes both ways until both ends have said all; returns then. */
  void run() throws IOException {
    Thread requests = daemon(Thread.currentThread().getName() + ", requests", this::pumpRequests);
    try {
      pumpAnswers();
      requests.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  private void pumpRequests() {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    try {
      while (!cut && client.read(buffer.clear()) >= 0) {
        Verdict verdict = filter.toTarget(buffer.flip());
        writeAll(target, buffer);
        if (verdict == Verdict.FORWARD_AND_CUT) {
          cut = true;
          client.close();
        }
      }
      // The target reads to the end what it was sent: a reset would take it away from it.
      target.shutdownOutput();
    } catch (IOException e) {
      close();
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
    }
  }

  private void pumpAnswers() throws IOException, InterruptedException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    while (target.read(buffer.clear()) >= 0) {
      if (cut) {
        continue;
      }
      Verdict verdict = filter.toClient(buffer.flip());
      try {
        writeAll(client, buffer);
      } catch (IOException e) {
        if (!cut) {
          throw e;
        }
      }
      if (verdict == Verdict.FORWARD_AND_CUT) {
        return;
      }
    }
    if (client.isOpen()) {
      client.shutdownOutput();
    }
  }

  private static void writeAll(SocketChannel to, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      to.write(buffer);
    }
  }

  /** Closes both ends; the threads end with them. */
  void close() {
    for (SocketChannel channel : new SocketChannel[] {client, target}) {
      try {
        channel.close();
      } catch (IOException e) {
        // It is gone either way.
      }
    }
  }
}
