package io.boxoffice.http;

/**
 * A signed token, or the header line that ends with one, as the key of a map.
 *
 * <p>The end of a good token is the end of its signature, which nobody can choose, so it spreads
 * the keys well enough; only good ones are kept in a map.
 */
record TokenText(String text) {
  private static final int HASHED = 16;

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenText token && text.equals(token.text);
  }

  @Override
  public int hashCode() {
    int hash = text.length();
    for (int i = Math.max(0, text.length() - HASHED); i < text.length(); i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return hash;
  }
}
