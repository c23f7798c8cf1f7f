package io.boxoffice.shared.error;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer a JSON pointer (RFC 6901), plain or as a fragment: {@code #/seatIds/0} in a body,
 *     {@code #/query/limit} for a parameter; a fragment is percent-encoded already
 */
public record Violation(String pointer, Sentence sentence) {
  public Violation(String pointer, Phrase phrase, Object... values) {
    this(pointer, phrase.sentence(values));
  }

  /** The same with its pointer as a fragment, the form that clients get. */
  public Violation asFragment() {
    return pointer.startsWith("#")
        ? this
        : new Violation("#" + JsonPointers.encoded(pointer), sentence);
  }
}
