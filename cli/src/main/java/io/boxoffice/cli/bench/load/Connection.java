package io.boxoffice.cli.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One kept connection with at most one request under way. */
final class Connection {
  private static final int MAX_REQUEST_BYTES = 16 * 1024;

  private final InetSocketAddress target;
  private final Selector selector;
  private final ByteBuffer out = ByteBuffer.allocateDirect(MAX_REQUEST_BYTES);
  private final ResponseParser parser = new ResponseParser();
  private SocketChannel channel;
  private SelectionKey key;
  private int number;
  private long dueNanos;
  private boolean measured;
  private boolean busy;

  Connection(InetSocketAddress target, Selector selector) throws IOException {
    this.target = target;
    this.selector = selector;
    connect();
  }

  private void connect() throws IOException {
    channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.connect(target);
    channel.configureBlocking(false);
    key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  /** Gives up what is under way; the next request goes over a new connection. */
  void renew() throws IOException {
    busy = false;
    channel.close();
    connect();
  }

  void close() throws IOException {
    channel.close();
  }

  /**
   * Sends the next request.
   *
   * @param due when it was to be sent
   * @param counts whether it is within the measured time
   * @return false where there are no requests left
   */
  boolean send(Requests requests, long due, boolean counts) throws IOException {
    out.clear();
    number = requests.write(out);
    if (number < 0) {
      return false;
    }
    out.flip();
    dueNanos = due;
    measured = counts;
    busy = true;
    parser.begin(requests.readsBodies());
    flush();
    return true;
  }

  private void flush() throws IOException {
    channel.write(out);
    key.interestOps(
        out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
  }

  /**
   * Reads and writes what can be.
   *
   * @param shared room for what arrives; only during the call
   * @return whether the answer is complete
   */
  boolean advance(ByteBuffer shared) throws IOException {
    if (out.hasRemaining() && key.isWritable()) {
      flush();
    }
    if (!key.isReadable()) {
      return false;
    }
    shared.clear();
    if (channel.read(shared) < 0) {
      throw new EOFException("the server closed the connection");
    }
    shared.flip();
    try {
      boolean complete = busy && parser.take(shared);
      if (shared.hasRemaining()) {
        throw new IOException("the server says more than was asked");
      }
      busy &= !complete;
      return complete;
    } catch (ResponseParser.BadAnswer e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  int number() {
    return number;
  }

  long dueNanos() {
    return dueNanos;
  }

  boolean measured() {
    return measured;
  }

  boolean busy() {
    return busy;
  }

  /** Of the answer that is complete. */
  ResponseParser answer() {
    return parser;
  }
}
