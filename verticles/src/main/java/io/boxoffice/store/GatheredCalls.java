package io.boxoffice.store;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * Calls of one database function, those that come within a moment as one statement: it wakes the
 * node up once and is written to disk once, whatever it brings.
 *
 * <p>Who comes alone waits for nobody; after it the next ones gather. What a statement that fails
 * as a whole should have done is not done, and each of its calls then goes alone, so that none
 * fails for another's sake: a function's own refusals are answers and fail nothing. Where nobody
 * knows whether the statement was committed, nobody knows it of any of its calls. Confined to one
 * context.
 */
final class GatheredCalls {
  /** Each waits for all that go with it. */
  static final int MOST_TOGETHER = 32;

  /** The first parameter is the user's id: all nodes take the users' locks in this order. */
  private static final Comparator<Call> BY_USER =
      Comparator.comparingLong(call -> call.parameters.getLong(0));

  private record Call(Tuple parameters, Promise<JsonObject> answer) {}

  private final Database database;
  private final Executor pace;
  private final String one;
  private final String each;
  private final ArrayDeque<Call> waiting = new ArrayDeque<>();

  /** Whether those who wait are about to go. */
  private boolean gathering;

  /**
   * No calls yet.
   *
   * @param pace runs one work at a time on the context that this is confined to, some moments after
   *     the one before
   * @param one the statement of one call; gives JSON
   * @param each that of many, which takes an array for each parameter of {@code one}, of texts
   *     where that is an array itself; gives as many rows of JSON, in the same order
   */
  GatheredCalls(Database database, Executor pace, String one, String each) {
    this.database = database;
    this.pace = pace;
    this.one = one;
    this.each = each;
  }

  /**
   * What the function answers; fails as {@link Database#command} does.
   *
   * @param parameters none of them null, which would spoil its neighbours' statement
   */
  Future<JsonObject> call(Tuple parameters) {
    for (int i = 0; i < parameters.size(); i++) {
      Objects.requireNonNull(parameters.getValue(i));
    }
    Call call = new Call(parameters, Promise.promise());
    waiting.add(call);
    if (!gathering) {
      gathering = true;
      pace.execute(this::send);
    }
    return call.answer.future();
  }

  private void send() {
    gathering = false;
    while (!waiting.isEmpty()) {
      List<Call> together = new ArrayList<>();
      while (together.size() < MOST_TOGETHER && !waiting.isEmpty()) {
        together.add(waiting.remove());
      }
      send(together);
    }
  }

  private void send(List<Call> calls) {
    if (calls.size() == 1) {
      alone(calls.get(0));
      return;
    }
    calls.sort(BY_USER);
    database
        .commandOnce(each, columns(calls))
        .map(rows -> rows.stream().map(row -> row.getJsonObject(0)).toList())
        .onSuccess(
            answers -> {
              for (int i = 0; i < calls.size(); i++) {
                calls.get(i).answer.complete(answers.get(i));
              }
            })
        .onFailure(
            failure -> {
              if (failure instanceof PgException) {
                calls.forEach(this::alone);
              } else {
                calls.forEach(call -> call.answer.fail(failure));
              }
            });
  }

  private void alone(Call call) {
    database
        .command(one, call.parameters)
        .map(rows -> rows.iterator().next().getJsonObject(0))
        .onComplete(call.answer);
  }

  private static Tuple columns(List<Call> calls) {
    Tuple columns = Tuple.tuple();
    for (int i = 0; i < calls.get(0).parameters.size(); i++) {
      columns.addValue(column(calls, i));
    }
    return columns;
  }

  private static Object column(List<Call> calls, int parameter) {
    Class<?> type = element(calls.get(0).parameters.getValue(parameter)).getClass();
    Object column = Array.newInstance(type, calls.size());
    for (int i = 0; i < calls.size(); i++) {
      Array.set(column, i, element(calls.get(i).parameters.getValue(parameter)));
    }
    return column;
  }

  /** PostgreSQL's arrays of arrays are rectangles. */
  private static Object element(Object parameter) {
    return parameter instanceof Long[] numbers
        ? Arrays.stream(numbers).map(String::valueOf).collect(Collectors.joining(",", "{", "}"))
        : parameter;
  }
}
