package io.boxoffice.cli.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Sends requests when they are due, whether or not the server keeps up: buyers do not wait for one
 * another. One thread, kept connections, no pipelining; what is due and finds no free connection
 * waits in a bounded backlog, and its latency runs. Not safe for several threads.
 */
public final class OpenLoop implements AutoCloseable {
  private static final int INPUT_BYTES = 256 * 1024;

  private final Selector selector;
  private final List<Connection> connections = new ArrayList<>();
  private final ByteBuffer input = ByteBuffer.allocateDirect(INPUT_BYTES);

  /**
   * Connects.
   *
   * @throws UncheckedIOException where the server does not listen
   */
  public OpenLoop(InetSocketAddress target, int connectionCount) {
    try {
      selector = Selector.open();
      for (int i = 0; i < connectionCount; i++) {
        connections.add(new Connection(target, selector));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot connect to " + target, e);
    }
  }

  /**
   * Runs a load and waits for its end.
   *
   * @param serverCpuNanos reads the server's processor time
   */
  public Load run(
      Requests requests, Arrivals arrivals, Window window, LongSupplier serverCpuNanos) {
    return run(requests, arrivals, window, serverCpuNanos, new Timeline());
  }

  /**
   * The same, second by second, too.
   *
   * @param timeline a new one; its time begins with the measured time
   */
  public Load run(
      Requests requests,
      Arrivals arrivals,
      Window window,
      LongSupplier serverCpuNanos,
      Timeline timeline) {
    renewClosed();
    return new OpenLoopRun(this, requests, arrivals, window, serverCpuNanos, timeline).toTheEnd();
  }

  /**
   * Sends every request that there is, each connection its next as soon as it has an answer; no
   * measurement, but preparation.
   *
   * @return how many were answered as expected
   */
  public long runAll(Requests requests) {
    renewClosed();
    Everything everything = new Everything(requests);
    try {
      return everything.send();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server closes connections over which nothing came for long. */
  private void renewClosed() {
    try {
      select(0, (connection, complete) -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One call of {@link #runAll}. */
  private final class Everything {
    private final Requests requests;
    private final ArrayDeque<Connection> idle = new ArrayDeque<>(connections);
    private long served;

    Everything(Requests requests) {
      this.requests = requests;
    }

    long send() throws IOException {
      boolean more = true;
      while (more || idle.size() < connections.size()) {
        while (more && !idle.isEmpty()) {
          more = idle.peek().send(requests, 0, true);
          if (more) {
            idle.poll();
          }
        }
        if (idle.size() < connections.size()) {
          select(1_000, this::ended);
        }
      }
      return served;
    }

    private void ended(Connection connection, boolean complete) {
      idle.add(connection);
      ResponseParser answer = connection.answer();
      if (!complete) {
        requests.unanswered(connection.number());
      } else if (requests.answered(
          connection.number(), answer.status(), answer.body(), answer.bodyLength())) {
        served++;
      }
    }
  }

  /** Hears of a request's end: its answer is complete, or its connection broke. */
  @FunctionalInterface
  interface Ends {
    void ended(Connection connection, boolean complete);
  }

  /**
   * Handles what has arrived.
   *
   * @param waitMs how long to wait for something; 0 not at all
   * @return how many connections had something
   */
  int select(long waitMs, Ends ends) throws IOException {
    try {
      Consumer<SelectionKey> action = key -> advance((Connection) key.attachment(), ends);
      return waitMs == 0 ? selector.selectNow(action) : selector.select(action, waitMs);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void advance(Connection connection, Ends ends) {
    boolean wasBusy = connection.busy();
    try {
      if (connection.advance(input)) {
        ends.ended(connection, true);
      }
    } catch (IOException broken) {
      renew(connection);
      if (wasBusy) {
        ends.ended(connection, false);
      }
    }
  }

  private static void renew(Connection connection) {
    try {
      connection.renew();
    } catch (IOException e) {
      throw new UncheckedIOException("the server does not take connections any more", e);
    }
  }

  List<Connection> connections() {
    return connections;
  }

  @Override
  public void close() {
    try {
      for (Connection connection : connections) {
        connection.close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
