package io.boxoffice.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.AccountMessages.User;
import io.boxoffice.shared.messages.AccountMessages.UserRole;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which users are looked up in which read, with reads that a test answers. */
class UserLookupsTest {
  private record Read(List<Long> ids, Promise<List<User>> answer) {}

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final List<Read> reads = new ArrayList<>();
  private final UserLookups lookups =
      new UserLookups(
          vertx,
          ids -> {
            Read read = new Read(ids, Promise.promise());
            reads.add(read);
            return read.answer().future();
          });

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  private <T> T on(Supplier<T> work) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(now -> promise.complete(work.get()));
    return promise.future().await();
  }

  /** All that these bring is under way when this returns. */
  private List<Future<User>> find(long... ids) {
    List<Future<User>> found = on(() -> LongStream.of(ids).mapToObj(lookups::find).toList());

    on(() -> null);
    return found;
  }

  private void answer(int read, User... users) {
    on(
        () -> {
          reads.get(read).answer().complete(List.of(users));
          return null;
        });
  }

  private static User user(long id) {
    return new User(id, "user-" + id, UserRole.BUYER, 0);
  }

  private static ErrorCode refusalOf(Future<User> asked) {
    return ((Refusal) asked.cause()).code();
  }

  @Test
  void whoComesTogetherIsLookedUpTogether() {
    List<Future<User>> found = find(3, 1, 2, 3);
    assertThat(reads).extracting(Read::ids).containsExactly(List.of(3L, 1L, 2L));

    answer(0, user(1), user(3), user(2));

    assertThat(found)
        .extracting(Future::result)
        .extracting(User::userId)
        .containsExactly(3L, 1L, 2L, 3L);
  }

  @Test
  void whoComesLaterIsLookedUpByALaterRead() {
    find(1);
    Future<User> again = find(1).get(0);
    assertThat(reads).as("one at a time").hasSize(1);

    answer(0, user(1));

    assertThat(again.isComplete()).as("the first read may have begun before").isFalse();
    answer(1, user(1));
    assertThat(again.result()).isEqualTo(user(1));
  }

  @Test
  void whoIsNotThereIsRefusedAlone() {
    List<Future<User>> found = find(1, 2);

    answer(0, user(2));

    assertThat(refusalOf(found.get(0))).isEqualTo(ErrorCode.USER_NOT_FOUND);
    assertThat(found.get(1).result()).isEqualTo(user(2));
  }

  @Test
  void aReadThatFailsFailsItsOwnAndHoldsUpNobody() {
    Future<User> failed = find(1).get(0);
    Future<User> later = find(2).get(0);

    on(
        () -> {
          reads.get(0).answer().fail(new Refusal(ErrorCode.SERVICE_UNAVAILABLE));
          return null;
        });
    answer(1, user(2));

    assertThat(refusalOf(failed)).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
    assertThat(later.result()).isEqualTo(user(2));
  }

  @Test
  void aReadIsBounded() {
    find(LongStream.rangeClosed(1, UserLookups.MOST + 1).toArray());
    assertThat(reads.get(0).ids()).hasSize(UserLookups.MOST);

    answer(0);

    assertThat(reads.get(1).ids()).containsExactly(UserLookups.MOST + 1L);
  }
}
