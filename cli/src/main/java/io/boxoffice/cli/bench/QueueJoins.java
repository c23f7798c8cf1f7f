package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.load.OpenLoop;
import io.boxoffice.cli.bench.load.Requests;
import io.boxoffice.cli.bench.stage.Crowd;
import java.util.function.Supplier;

/**
 * Joins of a queue in which others wait: each load's go to a queue that none of the load before is
 * in. One poll before each load has the node keep its copy of the queue, as polls would.
 */
final class QueueJoins implements Supply {
  private final OpenLoop loop;
  private final Crowd visitors;
  private final Supplier<WaitingLine> lines;
  private WaitingLine line;
  private Visits visits;

  /**
   * @param loop for what is not measured
   * @param lines gives the queue of the next load; the same one each time, or another
   */
  QueueJoins(OpenLoop loop, Crowd visitors, Supplier<WaitingLine> lines) {
    this.loop = loop;
    this.visitors = visitors;
    this.lines = lines;
  }

  @Override
  public Requests prepare(long most) {
    WaitingLine before = line;
    line = lines.get();
    if (line == before) {
      visits.leave(loop);
    }
    loop.runAll(new Few(line.polls(), 1));
    visits = new Visits(visitors, line.concertId());
    return visits;
  }

  /** Has the last load's buyers leave. */
  void end() {
    if (visits != null) {
      visits.leave(loop);
    }
  }
}
