package io.boxoffice.shared.error;

import java.util.List;

/**
 * The same words in every language, with numbered slots ({@code {0}} to {@code {9}}) for values.
 * Every language has the same slots.
 */
public record Wording(String english, String korean) {
  /** How many values the words want. */
  public int slots() {
    int slots = 0;
    for (int open = english.indexOf('{'); open >= 0; open = english.indexOf('{', open + 1)) {
      slots = Math.max(slots, slot(english, open) + 1);
    }
    return slots;
  }

  /** The words as they are, slots unfilled. */
  public String in(Language language) {
    return language == Language.KOREAN ? korean : english;
  }

  /** The words with each slot filled; a value that looks like a slot stays as it is. */
  String fill(Language language, List<String> values) {
    String words = in(language);
    if (values.isEmpty()) {
      return words;
    }
    StringBuilder filled = new StringBuilder(words.length() + 16 * values.size());
    int from = 0;
    for (int open = words.indexOf('{'); open >= 0; open = words.indexOf('{', from)) {
      filled.append(words, from, open).append(values.get(slot(words, open)));
      from = open + 3;
    }
    return filled.append(words, from, words.length()).toString();
  }

  private static int slot(String words, int open) {
    return words.charAt(open + 1) - '0';
  }
}
