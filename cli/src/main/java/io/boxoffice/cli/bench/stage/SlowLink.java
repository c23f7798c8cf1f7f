package io.boxoffice.cli.bench.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A way to a database that can be made long: what the database says then comes so much later, in
 * its order and as much of it a second as before. At most {@value #MAX_HELD_BYTES} bytes are on
 * their way at a time in each direction of a connection; past that no more is read. One thread does
 * it all; its clock has milliseconds.
 */
public final class SlowLink implements AutoCloseable {
  private static final int MAX_HELD_BYTES = 1 << 20;
  private static final int INPUT_BYTES = 64 * 1024;
  private static final long STOP_MS = 5_000;

  private final URI database;
  private final Selector selector;
  private final ServerSocketChannel listener;
  private final Thread thread = new Thread(this::carry, "bench-slow-link");
  private final ByteBuffer input = ByteBuffer.allocateDirect(INPUT_BYTES);
  private final List<End> ends = new ArrayList<>();
  private volatile long delayNanos;
  private volatile boolean closed;

  private SlowLink(URI database) throws IOException {
    this.database = database;
    selector = Selector.open();
    listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
    thread.setDaemon(true);
  }

  /**
   * Opens one, without a delay.
   *
   * @param databaseUrl as a node is told it, with host and port
   */
  static SlowLink to(String databaseUrl) {
    try {
      SlowLink link = new SlowLink(URI.create(databaseUrl));
      link.thread.start();
      return link;
    } catch (IOException e) {
      throw new UncheckedIOException("no way to the database can be opened", e);
    }
  }

  /** Where a node finds the database at this end. */
  public String databaseUrl() {
    return database.getScheme()
        + "://127.0.0.1:"
        + listener.socket().getLocalPort()
        + database.getPath();
  }

  /** From now on everything that the database says comes this much later. */
  public void delay(Duration delay) {
    delayNanos = delay.toNanos();
  }

  /**
   * @param dueNanos when it may be written, on the clock of {@link System#nanoTime}
   */
  private record Chunk(long dueNanos, ByteBuffer bytes) {}

  /** One end of a connection: its socket, and what is still to be written to it. */
  private final class End {
    private final SocketChannel channel;
    private final boolean hearsDatabase;
    private final SelectionKey key;
    private final Deque<Chunk> pending = new ArrayDeque<>();
    private int heldBytes;
    private boolean last;
    private End other;

    End(SocketChannel channel, boolean hearsDatabase) throws IOException {
      this.channel = channel;
      this.hearsDatabase = hearsDatabase;
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    void handle() {
      try {
        if (key.isValid() && key.isWritable()) {
          flush(System.nanoTime());
        }
        if (key.isValid() && key.isReadable()) {
          read(System.nanoTime());
        }
      } catch (IOException broken) {
        closeBoth();
      }
    }

    private void read(long now) throws IOException {
      input.clear();
      if (channel.read(input) < 0) {
        interest(SelectionKey.OP_READ, false);
        other.last = true;
      } else {
        input.flip();
        ByteBuffer copy = ByteBuffer.allocate(input.remaining()).put(input).flip();
        other.heldBytes += copy.remaining();
        other.pending.add(new Chunk(other.hearsDatabase ? now + delayNanos : now, copy));
        interest(SelectionKey.OP_READ, other.heldBytes < MAX_HELD_BYTES);
      }
      other.flush(now);
    }

    /** Writes what is due, as far as the socket takes it. */
    void flush(long now) throws IOException {
      boolean full = false;
      while (!full && !pending.isEmpty() && pending.peek().dueNanos - now <= 0) {
        ByteBuffer bytes = pending.peek().bytes;
        heldBytes -= channel.write(bytes);
        full = bytes.hasRemaining();
        if (!full) {
          pending.poll();
        }
      }
      if (last && pending.isEmpty()) {
        closeBoth();
        return;
      }
      interest(SelectionKey.OP_WRITE, full);
      if (!last && heldBytes < MAX_HELD_BYTES) {
        other.interest(SelectionKey.OP_READ, true);
      }
    }

    private void interest(int operation, boolean on) {
      int now = key.interestOps();
      int wanted = on ? now | operation : now & ~operation;
      if (wanted != now) {
        key.interestOps(wanted);
      }
    }

    private void closeBoth() {
      closeQuietly(channel);
      closeQuietly(other.channel);
    }
  }

  private static void closeQuietly(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone all the same.
      return;
    }
  }

  private void carry() {
    try (selector;
        listener) {
      while (!closed) {
        // One look at the clock: what falls due between two would be waited for without an end.
        long now = System.nanoTime();
        flushDue(now);
        selector.select(this::handle, waitMs(now));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      ends.forEach(End::closeBoth);
    }
  }

  /**
   * Until the next chunk is due; 0, which is without an end, where none waits for its time. What is
   * due and still there waits for its socket, which wakes the selector itself.
   */
  private long waitMs(long now) {
    long wait = Long.MAX_VALUE;
    for (End end : ends) {
      if (!end.pending.isEmpty()) {
        long due = end.pending.peek().dueNanos - now;
        wait = due > 0 ? Math.min(wait, due) : wait;
      }
    }
    return wait == Long.MAX_VALUE ? 0 : 1 + wait / 1_000_000;
  }

  private void flushDue(long now) {
    ends.removeIf(end -> !end.channel.isOpen());
    for (End end : ends) {
      try {
        if (!end.pending.isEmpty() && end.key.isValid()) {
          end.flush(now);
        }
      } catch (IOException broken) {
        end.closeBoth();
      }
    }
  }

  private void handle(SelectionKey key) {
    if (key.attachment() instanceof End end) {
      end.handle();
    } else {
      accept();
    }
  }

  /** A database that does not listen is one that closes the connection. */
  private void accept() {
    try {
      SocketChannel caller = listener.accept();
      if (caller == null) {
        return;
      }
      try {
        SocketChannel there =
            SocketChannel.open(new InetSocketAddress(database.getHost(), database.getPort()));
        End client = new End(caller, true);
        End server = new End(there, false);
        client.other = server;
        server.other = client;
        ends.add(client);
        ends.add(server);
      } catch (IOException e) {
        caller.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the way to the database is shut", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join(STOP_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
