package io.boxoffice.faults;

/** What the checker proves; each has a planted violation in {@code CheckerTest}. */
enum Invariant {
  ONE_OWNER("a seat has one owner at a time"),
  HOLD_KEPT("an acknowledged hold exists and lasts until the time that was printed"),
  PAID_ONCE("an acknowledged payment is confirmed with exactly one debit"),
  MONEY_CONSERVED("a balance is its ledger's sum, and that is the charges less the payments"),
  ONE_EFFECT("a key has one effect at most, and nothing happens that nobody asked for"),
  SAME_ANSWER("the same key gets the same answer"),
  CAP("the admitted places never exceed the capacity"),
  UNIQUE_SEQUENCE("a sequence belongs to one place"),
  PLACE_KEPT("a living place keeps its sequence, and joining again gives it"),
  POSITION("a position never grows, and an admitted place does not wait again"),
  ORDER("nobody is admitted before a waiting place with a smaller sequence"),
  TYPED_ERRORS("a 5xx is a typed 503 or 504, and a 503 says when to come back"),
  RIGHT_REFUSAL("a refusal says what happened"),
  MINORITY_SILENT("a node without quorum acknowledges no change of a queue"),
  REJOINED("every node is ready again by itself"),
  THREE_TRIES("a request succeeds within three tries with the same key"),
  VERIFIED("the node's own verification finds nothing");

  private final String meaning;

  Invariant(String meaning) {
    this.meaning = meaning;
  }

  String meaning() {
    return meaning;
  }
}
