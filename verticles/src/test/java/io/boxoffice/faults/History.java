package io.boxoffice.faults;

import io.vertx.core.json.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What was asked and what came of it: one line an invocation, one an outcome. For any thread. */
final class History implements AutoCloseable {
  private final RigClock clock = new RigClock();
  private final Writer out;
  private final List<Attempt> attempts = new ArrayList<>();
  private long ids;

  private History(Writer out) {
    this.out = out;
  }

  static History inMemory() {
    return new History(new StringWriter());
  }

  /** A history that is written to this file as it grows. */
  static History at(Path file) {
    try {
      Files.createDirectories(file.getParent());
      return new History(new BufferedWriter(Files.newBufferedWriter(file), 1 << 16));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The time that all of the history is told in. */
  long nowUs() {
    return clock.nowUs();
  }

  /** Writes the invocation down before it goes out; gives its id. */
  synchronized long invoked(Call call, long atUs) {
    long id = ++ids;
    write(new JsonObject().put("invoked", id).put("atUs", atUs).put("call", call.toJson()));
    return id;
  }

  synchronized Attempt answered(long id, Call call, long invokedUs, Reply reply, long atUs) {
    Attempt attempt = new Attempt(id, call, reply, invokedUs, atUs);
    attempts.add(attempt);
    write(new JsonObject().put("answered", id).put("atUs", atUs).put("reply", reply.toJson()));
    return attempt;
  }

  /** Writes down what the rig did: a fault, its end, a node's readiness; and all before it. */
  synchronized void mark(String what) {
    write(new JsonObject().put("mark", what).put("atUs", nowUs()));
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In the order of the answers. */
  synchronized List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  private void write(JsonObject line) {
    try {
      out.write(line.encode());
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
