package io.boxoffice.faults;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What one run of a cell came to: a line of {@code results.jsonl}. Times in milliseconds, -1 where
 * there is none.
 *
 * @param commit that the run was made from
 * @param acknowledged changes that clients were told are done
 * @param sellsAgainMs from the fault to the first hold that a node which was spared acknowledges
 * @param stallMs the longest time without an acknowledged change, from the fault on
 * @param recoveryMs from the healing until every node is ready and sees all others
 * @param minorityQueue changes of the queue that a node without quorum acknowledged
 * @param minorityAny changes of any kind that it acknowledged
 */
record RunResult(
    String cell,
    long seed,
    String commit,
    List<String> violations,
    long acknowledged,
    long ok,
    long refused,
    long unknown,
    long sellsAgainMs,
    long stallMs,
    long recoveryMs,
    long minorityQueue,
    long minorityAny) {
  RunResult {
    violations = List.copyOf(violations);
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("cell", cell)
        .put("seed", seed)
        .put("commit", commit)
        .put("violations", new JsonArray(violations))
        .put("acknowledged", acknowledged)
        .put("ok", ok)
        .put("refused", refused)
        .put("unknown", unknown)
        .put("sellsAgainMs", sellsAgainMs)
        .put("stallMs", stallMs)
        .put("recoveryMs", recoveryMs)
        .put("minorityQueue", minorityQueue)
        .put("minorityAny", minorityAny);
  }

  static RunResult of(JsonObject line) {
    return new RunResult(
        line.getString("cell"),
        line.getLong("seed"),
        line.getString("commit"),
        line.getJsonArray("violations").stream().map(Object::toString).toList(),
        line.getLong("acknowledged"),
        line.getLong("ok"),
        line.getLong("refused"),
        line.getLong("unknown"),
        line.getLong("sellsAgainMs"),
        line.getLong("stallMs"),
        line.getLong("recoveryMs"),
        line.getLong("minorityQueue"),
        line.getLong("minorityAny"));
  }
}
