package io.boxoffice.shared.error;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All phrases, by name. */
public final class Phrases {
  private static final Map<String, Phrase> BY_NAME =
      Stream.<Phrase[]>of(
              ImportPhrase.values(),
              RequestPhrase.values(),
              ServicePhrase.values(),
              TokenPhrase.values())
          .flatMap(Arrays::stream)
          .collect(Collectors.toUnmodifiableMap(Phrase::name, Function.identity()));

  private Phrases() {}

  static List<Phrase> all() {
    return List.copyOf(BY_NAME.values());
  }

  /** The sentence that another node sent; empty where this node does not know such a phrase. */
  public static Optional<Sentence> sentence(String name, List<String> values) {
    return Optional.ofNullable(name)
        .map(BY_NAME::get)
        .filter(phrase -> phrase.wording().slots() == values.size())
        .map(phrase -> new Sentence(phrase, values));
  }
}
