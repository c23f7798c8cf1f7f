package io.boxoffice.shared.error;

import java.util.List;
import java.util.stream.Stream;

/** A phrase with its values: what is said, before it is known in which language. */
public record Sentence(Phrase phrase, List<String> values) {
  public Sentence {
    values = List.copyOf(values);
    if (values.size() != phrase.wording().slots()) {
      throw new IllegalArgumentException(
          phrase.name() + " wants " + phrase.wording().slots() + " values, not " + values.size());
    }
  }

  static Sentence of(Phrase phrase, Object... values) {
    return new Sentence(phrase, Stream.of(values).map(String::valueOf).toList());
  }

  public String in(Language language) {
    return phrase.wording().fill(language, values);
  }
}
