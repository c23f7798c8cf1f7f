package io.boxoffice.node.config;

import java.util.Collection;

/** Finds the word that was probably meant. */
final class Nearest {
  private static final int MAX_DISTANCE = 4;

  private Nearest() {}

  /** The nearest of the words, or null where none is near. */
  static String of(String typed, Collection<String> words) {
    String best = null;
    int bestDistance = Math.min(MAX_DISTANCE, typed.length() / 2) + 1;
    for (String word : words) {
      int distance = distance(typed, word);
      boolean better = distance < bestDistance;
      boolean tie = best != null && distance == bestDistance && word.compareTo(best) < 0;
      if (better || tie) {
        best = word;
        bestDistance = distance;
      }
    }
    return best;
  }

  /** The Levenshtein distance, by the two-row method of Wagner and Fischer. */
  private static int distance(String left, String right) {
    int[] above = new int[right.length() + 1];
    for (int column = 0; column < above.length; column++) {
      above[column] = column;
    }
    for (int row = 1; row <= left.length(); row++) {
      int[] current = new int[right.length() + 1];
      current[0] = row;
      for (int column = 1; column <= right.length(); column++) {
        int replace = left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1;
        current[column] =
            Math.min(Math.min(current[column - 1], above[column]) + 1, above[column - 1] + replace);
      }
      above = current;
    }
    return above[right.length()];
  }
}
