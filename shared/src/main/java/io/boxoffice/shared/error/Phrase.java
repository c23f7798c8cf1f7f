package io.boxoffice.shared.error;

/**
 * What a refusal can say to a client, by area: one or two sentences in every language.
 *
 * <p>The names travel between nodes, so they are unique over all areas. In Korean no particle
 * follows a slot that depends on the sound of its value.
 */
public sealed interface Phrase permits ImportPhrase, RequestPhrase, ServicePhrase, TokenPhrase {
  /** The enum constant's name. */
  String name();

  Wording wording();

  /**
   * The phrase with its values.
   *
   * @param values one for each slot; what they look like as text is what a client reads
   * @throws IllegalArgumentException where there are more or fewer values than slots
   */
  default Sentence sentence(Object... values) {
    return Sentence.of(this, values);
  }
}
