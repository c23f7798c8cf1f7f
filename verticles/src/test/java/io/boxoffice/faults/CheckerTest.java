package io.boxoffice.faults;

import static io.boxoffice.faults.RunFacts.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.faults.Stores.ChargeRow;
import io.boxoffice.faults.Stores.LedgerRow;
import io.boxoffice.faults.Stores.Owner;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The checker finds a planted violation of each invariant, and none in a clean history. */
class CheckerTest {
  private static final long TTL_US = 10 * Story.SECOND_US;

  /** Ann buys two seats, Bob lets go, Cid waits for them, Dan and Eve come later. */
  private static Story clean() {
    return new Story()
        .charges("ann", "c1", 500)
        .joins("ann", 1, 1)
        .joins("bob", 2, 2)
        .joins("cid", 3, 3)
        .admitted("ann", 1, 0.01)
        .admitted("bob", 2, 0.01)
        .at(0.5)
        .waits("cid", 3, 1)
        .holds("ann", 1, "r1", "s1", "s2")
        .holds("bob", 2, "r2", "s3")
        .at(2)
        .pays("ann", 1, "r1")
        .releases("bob", 2, "r2")
        .leaves("bob", 2)
        .at(4)
        .admitted("cid", 3, 3)
        .holds("cid", 3, "r3", "s3")
        .at(5)
        .joins("bob", 4, 1);
  }

  @Test
  void aCleanHistoryPasses() {
    assertThat(clean().violations()).isEmpty();
  }

  static Stream<Arguments> planted() {
    return Stream.of(
        plant("two live reservations of a seat", Invariant.ONE_OWNER, CheckerTest::twoOwners),
        plant(
            "two acknowledged holds of a seat at one time",
            Invariant.ONE_OWNER,
            story -> story.holds("bob", 2, "r9", "s3")),
        plant(
            "an acknowledged hold without a row",
            Invariant.HOLD_KEPT,
            story -> story.reservations.remove(story.row("r3"))),
        plant(
            "a hold that ends before its time",
            Invariant.HOLD_KEPT,
            story -> story.become("r3", "EXPIRED", 0)),
        plant(
            "a hold that nobody released",
            Invariant.HOLD_KEPT,
            story -> story.become("r3", "CANCELLED", 0)),
        plant(
            "an acknowledged payment that is not confirmed",
            Invariant.PAID_ONCE,
            story -> story.become("r1", "HELD", 0)),
        plant("two debits", Invariant.PAID_ONCE, CheckerTest::secondDebit),
        plant(
            "a balance beside its ledger",
            Invariant.MONEY_CONSERVED,
            story -> story.balances.put("ann", 1_000L)),
        plant("a charge that is gone", Invariant.MONEY_CONSERVED, CheckerTest::lostCharge),
        plant("a key that charged twice", Invariant.ONE_EFFECT, CheckerTest::secondCharge),
        plant(
            "a reservation that nobody asked for",
            Invariant.ONE_EFFECT,
            story -> story.keys.remove(0)),
        plant("another answer to the same key", Invariant.SAME_ANSWER, CheckerTest::otherAnswer),
        plant("three admitted of two", Invariant.CAP, CheckerTest::overCapacity),
        plant("a sequence twice", Invariant.UNIQUE_SEQUENCE, story -> story.waits("dan", 4, 1)),
        plant(
            "another place on joining again",
            Invariant.PLACE_KEPT,
            story -> story.at(6).joins("bob", 5, 1)),
        plant(
            "back to an old place",
            Invariant.PLACE_KEPT,
            story -> story.at(6).admitted("bob", 2, 0.01)),
        plant(
            "a position that grows",
            Invariant.POSITION,
            story -> story.at(7).waits("bob", 4, 1).at(9).waits("bob", 4, 3)),
        plant(
            "an admitted place that waits again",
            Invariant.POSITION,
            story -> story.at(7).waits("cid", 3, 1)),
        plant(
            "an admission before a smaller sequence",
            Invariant.ORDER,
            story -> story.at(6).joins("dan", 5, 2).admitted("dan", 5, 6).admitted("bob", 4, 6.5)),
        plant("a waiter who is passed", Invariant.ORDER, CheckerTest::passed),
        plant(
            "an internal error",
            Invariant.TYPED_ERRORS,
            story -> story.isRefused(Operation.POLL, "bob", 4, null, 500, "INTERNAL_ERROR")),
        plant("an untyped 503", Invariant.TYPED_ERRORS, CheckerTest::untyped),
        plant(
            "a living place that is called ended",
            Invariant.RIGHT_REFUSAL,
            story -> story.isRefused(Operation.POLL, "bob", 4, null, 401, "QUEUE_TOKEN_EXPIRED")),
        plant(
            "an admitted one who is told to wait",
            Invariant.RIGHT_REFUSAL,
            story -> story.isRefused(Operation.HOLD, "cid", 3, null, 429, "NOT_ADMITTED")),
        plant(
            "a live hold that is called lapsed",
            Invariant.RIGHT_REFUSAL,
            story -> story.isRefused(Operation.PAY, "cid", 3, "r3", 410, "HOLD_EXPIRED")),
        plant(
            "a rich one who is called poor",
            Invariant.RIGHT_REFUSAL,
            story ->
                story
                    .charges("cid", "c2", 500)
                    .isRefused(Operation.PAY, "cid", 3, "r3", 402, "INSUFFICIENT_BALANCE")),
        plant(
            "a key in use by nobody",
            Invariant.RIGHT_REFUSAL,
            story ->
                story.isRefused(Operation.PAY, "cid", 3, "r3", 409, "IDEMPOTENCY_IN_PROGRESS")),
        plant(
            "a code that cannot be",
            Invariant.RIGHT_REFUSAL,
            story -> story.isRefused(Operation.JOIN, "dan", 9, null, 404, "CONCERT_NOT_FOUND")),
        plant(
            "a finding of the verification",
            Invariant.VERIFIED,
            story -> story.findings.add("seat without an owner")));
  }

  private static Arguments plant(String what, Invariant invariant, Consumer<Story> planted) {
    return Arguments.of(what, invariant, planted);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("planted")
  void findsWhatIsPlanted(String what, Invariant invariant, Consumer<Story> planted) {
    Story story = clean();
    planted.accept(story);

    assertThat(story.violations()).contains(invariant);
  }

  @Test
  void everyInvariantIsPlanted() {
    Set<Invariant> elsewhere =
        EnumSet.of(Invariant.MINORITY_SILENT, Invariant.THREE_TRIES, Invariant.REJOINED);
    assertThat(planted().map(arguments -> arguments.get()[1]).distinct())
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.complementOf(EnumSet.copyOf(elsewhere)).stream()
                .map(Object.class::cast)
                .toList());
  }

  @Test
  void findsAQueueChangeThatTheMinorityAcknowledged() {
    Story story = clean().toNode(2).at(8).joins("dan", 5, 2);

    assertThat(story.violations()).isEmpty();
    assertThat(story.violations(cut(2, 7))).containsExactly(Invariant.MINORITY_SILENT);
    assertThat(story.violations(cut(2, 9))).isEmpty();
    assertThat(story.violations(cut(1, 7))).isEmpty();
  }

  @Test
  void findsARequestThatNoTrySettled() {
    Story story = clean().at(8).hearsNothing(Operation.POLL, "bob", 4, null);

    assertThat(story.violations()).isEmpty();
    assertThat(story.violations(ended(true, true))).containsExactly(Invariant.THREE_TRIES);
  }

  @Test
  void findsANodeThatStaysAway() {
    assertThat(clean().violations(ended(false, false))).containsExactly(Invariant.REJOINED);
  }

  @Test
  void whatIsNotKnownMayHaveHappenedOrNot() {
    Story held = clean().at(6).hearsNothing(Operation.RELEASE, "cid", 3, "r3");
    assertThat(held.violations()).isEmpty();
    assertThat(held.become("r3", "CANCELLED", 0).violations()).isEmpty();

    Story left =
        clean()
            .at(6)
            .hearsNothing(Operation.LEAVE, "bob", 4, null)
            .isRefused(Operation.POLL, "bob", 4, null, 401, "QUEUE_TOKEN_EXPIRED");
    assertThat(left.violations()).isEmpty();
  }

  @Test
  void aHoldMayBeWithdrawnWhosePlaceEndedMeanwhile() {
    assertThat(
            clean()
                .at(6)
                .hearsNothing(Operation.LEAVE, "bob", 4, null)
                .holdWithdrawn("bob", 4, "r7", "s7", "QUEUE_TOKEN_EXPIRED")
                .violations())
        .isEmpty();
    assertThat(clean().at(6).holdWithdrawn("cid", 3, "r7", "s7", "SEAT_TAKEN").violations())
        .contains(Invariant.ONE_EFFECT);
  }

  @Test
  void aLatePlaceMayReturnBeforeOthersAfterALoss() {
    Story story = clean().joins("dan", 5, 2).joins("eve", 6, 3);
    story.at(10).waits("eve", 6, 1).at(13).waits("dan", 5, 1).at(16).waits("eve", 6, 2);

    assertThat(story.violations()).containsExactly(Invariant.POSITION);
    assertThat(story.violations(loss(6, 7))).isEmpty();
    story.at(18).waits("eve", 6, 4);
    assertThat(story.violations(loss(6, 7))).containsExactly(Invariant.POSITION);
  }

  @Test
  void anAnswerRightAfterALossMayComeFromACopyOfBefore() {
    Story copied = clean().joins("dan", 5, 2).joins("eve", 6, 3);
    copied.at(7.5).waits("dan", 5, 1).at(10).waits("eve", 6, 1).at(13).waits("dan", 5, 1);
    assertThat(copied.at(16).waits("eve", 6, 2).violations(loss(6, 7))).isEmpty();

    Story returned = clean().joins("dan", 5, 2).joins("eve", 6, 3);
    returned.at(9).waits("dan", 5, 1).at(12).waits("eve", 6, 1).at(13).waits("dan", 5, 1);
    assertThat(returned.at(16).waits("eve", 6, 2).violations(loss(6, 7)))
        .containsExactly(Invariant.POSITION);
  }

  @Test
  void aCopyOfBeforeDoesNotProveThatATokenCameBack() {
    Story copied = clean().joins("dan", 5, 2);
    copied.at(7.5).waits("dan", 5, 1).at(10).joins("dan", 9, 1);
    assertThat(copied.violations()).contains(Invariant.PLACE_KEPT);
    assertThat(copied.violations(loss(6, 7))).isEmpty();

    Story returned = clean().joins("dan", 5, 2);
    returned.at(9).waits("dan", 5, 1).at(10).joins("dan", 9, 1);
    assertThat(returned.violations(loss(6, 7))).containsExactly(Invariant.PLACE_KEPT);
  }

  @Test
  void aChargeDoesNotProveThatATokenCameBack() {
    Story story = clean().joins("dan", 5, 2).joins("eve", 6, 3);
    story.at(9).charges("dan", Story.token(5), "c9", 100);
    story.at(12).waits("eve", 6, 1).at(13).waits("dan", 5, 1).at(16).waits("eve", 6, 2);
    assertThat(story.violations(loss(6, 7))).isEmpty();
  }

  @Test
  void whoReturnsAfterALossIsPassedOnlyWhileHeIsAway() {
    Story late = clean().joins("dan", 5, 2).joins("eve", 6, 3);
    late.at(12).waits("eve", 6, 1).at(15).admitted("eve", 6, 14).at(20).waits("dan", 5, 1);
    assertThat(late.violations()).contains(Invariant.ORDER);
    assertThat(late.violations(loss(6, 7))).isEmpty();

    Story inTime = clean().joins("dan", 5, 2).joins("eve", 6, 3);
    inTime.at(12).waits("dan", 5, 1).at(15).admitted("eve", 6, 14).at(20).waits("dan", 5, 1);
    assertThat(inTime.violations(loss(6, 7))).containsExactly(Invariant.ORDER);
  }

  @Test
  void theCapHoldsOnBothSidesOfALoss() {
    Story story = clean();
    overCapacity(story);
    assertThat(story.violations(loss(3, 3.5))).contains(Invariant.CAP);
    assertThat(story.violations(loss(7, 8))).contains(Invariant.CAP);
  }

  private static RunFacts loss(double from, double to) {
    return new RunFacts(
        2, TTL_US, Story.seconds(from), Story.seconds(to), -1, NEVER, NEVER, false, true);
  }

  private static RunFacts cut(int node, double from) {
    return new RunFacts(
        2, TTL_US, NEVER, NEVER, node, Story.seconds(from), Story.seconds(20), false, true);
  }

  private static RunFacts ended(boolean threeTries, boolean rejoined) {
    return new RunFacts(2, TTL_US, NEVER, NEVER, -1, NEVER, NEVER, threeTries, rejoined);
  }

  private static void twoOwners(Story story) {
    story.owners.addAll(List.of(new Owner("s3", "r3"), new Owner("s3", "r9")));
  }

  private static void secondDebit(Story story) {
    story.ledger.add(new LedgerRow("ann", "PAYMENT", -200, null, "r1"));
    story.balances.merge("ann", -200L, Long::sum);
  }

  private static void lostCharge(Story story) {
    story.ledger.removeIf(entry -> "c1".equals(entry.chargeId()));
    story.balances.putAll(Map.of("ann", -200L));
  }

  private static void secondCharge(Story story) {
    String key = story.charges.get(0).key();
    story.charges.add(new ChargeRow("c9", "ann", 500, "APPROVED", key));
  }

  private static void otherAnswer(Story story) {
    story.charges("cid", "c5", 100).withKey(story.last().call().key()).charges("cid", "c6", 100);
  }

  private static void overCapacity(Story story) {
    story.at(5.1).joins("dan", 5, 2).admitted("bob", 4, 5.2).admitted("dan", 5, 5.2);
    story.at(6).admitted("cid", 3, 3).admitted("bob", 4, 5.2).admitted("dan", 5, 5.2);
  }

  private static void passed(Story story) {
    story.at(6).joins("dan", 5, 2).admitted("dan", 5, 6).at(9).waits("bob", 4, 1);
  }

  private static void untyped(Story story) {
    Reply reply = new Reply(Outcome.REFUSED, 503, "", false, false, new JsonObject());
    story.call(Operation.POLL, "bob", Story.token(4), reply);
  }
}
