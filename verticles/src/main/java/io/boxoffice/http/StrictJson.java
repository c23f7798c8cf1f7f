package io.boxoffice.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.boxoffice.shared.error.Phrase;
import io.boxoffice.shared.error.RequestPhrase;
import io.boxoffice.shared.error.Sentence;
import io.boxoffice.shared.error.Violation;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON that means one thing only.
 *
 * <p>Beyond RFC 8259 it refuses what two readers may understand differently, or what the database
 * cannot keep: fields that appear twice, text that is not UTF-8, the character U+0000, unpaired
 * surrogates, numbers beyond 64 bits, and nesting deeper than {@value #MAX_DEPTH}. Whole numbers
 * become {@link Long}, all others {@link Double}. Safe for use from any thread.
 */
final class StrictJson {
  static final int MAX_DEPTH = 32;

  private static final JsonFactory FACTORY = new JsonFactory();

  private final List<Violation> violations;
  private final JsonParser parser;

  private StrictJson(JsonParser parser, List<Violation> violations) {
    this.parser = parser;
    this.violations = violations;
  }

  /**
   * Reads one document.
   *
   * @return the value ({@link JsonObject}, {@link JsonArray}, String, Long, Double, Boolean or
   *     null), worth something only where nothing was added to {@code violations}
   */
  static Object read(Buffer body, List<Violation> violations) {
    try (JsonParser parser = FACTORY.createParser(decode(body))) {
      StrictJson reader = new StrictJson(parser, violations);
      if (parser.nextToken() == null) {
        violations.add(new Violation("#", RequestPhrase.BODY_MISSING));
        return null;
      }
      Object value = reader.value("#", 1);
      if (parser.nextToken() != null) {
        violations.add(new Violation("#", RequestPhrase.BODY_GOES_ON));
      }
      return value;
    } catch (TooDeep e) {
      violations.add(new Violation("#", RequestPhrase.BODY_TOO_DEEP, MAX_DEPTH));
    } catch (CharacterCodingException e) {
      violations.add(new Violation("#", RequestPhrase.BODY_NOT_UTF8));
    } catch (StreamConstraintsException e) {
      violations.add(new Violation("#", RequestPhrase.BODY_LONG_TOKEN));
    } catch (JsonProcessingException e) {
      violations.add(new Violation("#", notJson(e)));
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
    return null;
  }

  private static String decode(Buffer body) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.getBytes())).toString();
  }

  private static Sentence notJson(JsonProcessingException e) {
    return e.getLocation() == null
        ? RequestPhrase.BODY_NOT_JSON.sentence()
        : RequestPhrase.BODY_NOT_JSON_AT.sentence(
            e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  private Object value(String pointer, int depth) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object(pointer, depth);
      case START_ARRAY -> array(pointer, depth);
      case VALUE_STRING -> text(pointer, parser.getText());
      case VALUE_NUMBER_INT -> whole(pointer);
      case VALUE_NUMBER_FLOAT -> fraction(pointer);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private JsonObject object(String pointer, int depth) throws IOException {
    checkDepth(depth);
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      String at = Violations.child(pointer, name);
      text(at, name);
      parser.nextToken();
      boolean twice = members.containsKey(name);
      members.put(name, value(at, depth + 1));
      if (twice) {
        add(at, RequestPhrase.FIELD_REPEATED);
      }
    }
    return new JsonObject(members);
  }

  private JsonArray array(String pointer, int depth) throws IOException {
    checkDepth(depth);
    List<Object> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(pointer + "/" + items.size(), depth + 1));
    }
    return new JsonArray(items);
  }

  private static void checkDepth(int depth) throws TooDeep {
    if (depth > MAX_DEPTH) {
      throw new TooDeep();
    }
  }

  private String text(String pointer, String text) {
    Phrase fault = textFault(text);
    if (fault != null) {
      add(pointer, fault);
    }
    return text;
  }

  /** What makes a text unfit to be kept, or null. */
  static Phrase textFault(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return RequestPhrase.NUL_CHARACTER;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return RequestPhrase.UNPAIRED_SURROGATE;
      }
    }
    return null;
  }

  private Object whole(String pointer) throws IOException {
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      add(pointer, RequestPhrase.NUMBER_TOO_LARGE);
      return 0L;
    }
    return parser.getLongValue();
  }

  private Object fraction(String pointer) throws IOException {
    double number = parser.getDoubleValue();
    if (!Double.isFinite(number)) {
      add(pointer, RequestPhrase.NUMBER_TOO_LARGE);
      return 0.0;
    }
    return number;
  }

  private void add(String pointer, Phrase phrase) {
    if (violations.size() < Violations.MAX) {
      violations.add(new Violation(pointer, phrase));
    }
  }

  private static final class TooDeep extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
