package io.boxoffice.shared.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Language;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.RequestPhrase;
import io.boxoffice.shared.error.Sentence;
import io.boxoffice.shared.error.ServicePhrase;
import io.boxoffice.shared.error.Violation;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BusCodecsTest {
  static Stream<Class<?>> messageTypes() {
    return BusCodecs.messageTypes();
  }

  @ParameterizedTest
  @MethodSource("messageTypes")
  void everyMessageArrivesAsItWasSent(Class<?> type) throws ReflectiveOperationException {
    roundTrip(type);
  }

  private static <T> void roundTrip(Class<T> type) throws ReflectiveOperationException {
    T message = type.cast(sample(type));
    RecordCodec<T> codec = new RecordCodec<>(type);
    Buffer wire = Buffer.buffer("before");

    codec.encodeToWire(wire, message);

    assertThat(codec.decodeFromWire("before".length(), wire)).isEqualTo(message);
    assertThat(codec.transform(message)).isSameAs(message);
  }

  @Test
  void everyMessageArrivesInABundle() throws ReflectiveOperationException {
    List<Object> bodies = new ArrayList<>();
    for (Class<?> type : messageTypes().toList()) {
      bodies.add(sample(type));
    }
    bodies.add(1, new Refusal(ErrorCode.SOLD_OUT));
    Buffer wire = Buffer.buffer("before");
    BundleCodec codec = new BundleCodec(BusCodecs.codecs());
    codec.encodeToWire(wire, new Bundle(bodies));

    List<Object> arrived = new ArrayList<>(codec.decodeFromWire("before".length(), wire).bodies());

    assertThat(arrived.remove(1))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.SOLD_OUT));
    bodies.remove(1);
    assertThat(arrived).isEqualTo(bodies);
  }

  @ParameterizedTest
  @EnumSource
  void everyRefusalArrivesAsItWasSent(ErrorCode code) {
    JsonObject attributes = new JsonObject().put("conflictingSeats", new JsonArray().add("A"));
    List<Violation> violations =
        List.of(
            new Violation("#/a", RequestPhrase.RANGE, 1, 9_000_000_000L),
            new Violation("/좌석", RequestPhrase.ONE_OF, "한국어 {1} too"));
    Sentence sentence = ServicePhrase.POSITION.sentence(7);

    Refusal arrived = overTheWire(new Refusal(code, sentence, violations, attributes));

    assertThat(arrived.code()).isEqualTo(code);
    assertThat(arrived.sentence()).hasValue(sentence);
    assertThat(arrived.detail(Language.ENGLISH)).isEqualTo("You are number 7 in the queue.");
    assertThat(arrived.detail(Language.KOREAN)).isEqualTo("현재 대기 순서는 7번입니다.");
    assertThat(arrived.violations()).isEqualTo(violations);
    assertThat(arrived.attributes()).isEqualTo(attributes);
  }

  @Test
  void aRefusalWithoutASentenceSaysItsTitle() {
    Refusal arrived = overTheWire(new Refusal(ErrorCode.SOLD_OUT));

    assertThat(arrived.sentence()).isEmpty();
    assertThat(arrived.detail()).isEqualTo("Every seat is sold.");
    assertThat(arrived.detail(Language.KOREAN)).isEqualTo("모든 좌석이 매진되었습니다.");
    assertThat(arrived.violations()).isEmpty();
  }

  /** A node of another release may have other phrases, or the same with other slots. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"phrase\":\"OF_TOMORROW\",\"values\":[]}",
        "{\"phrase\":\"POSITION\",\"values\":[]}",
        "{}"
      })
  void whatHasNoWordsHereSaysItsTitle(String unknown) {
    JsonObject known =
        new JsonObject()
            .put("pointer", "/a")
            .put("phrase", "MINIMUM")
            .put("values", new JsonArray().add("1"));
    Buffer json =
        new JsonObject(unknown)
            .put("code", "QUEUE_FULL")
            .put("violations", new JsonArray().add(new JsonObject(unknown)).add(known))
            .put("attributes", new JsonObject())
            .toBuffer();

    Refusal arrived =
        new RefusalCodec()
            .decodeFromWire(0, Buffer.buffer().appendInt(json.length()).appendBuffer(json));

    assertThat(arrived.detail()).isEqualTo("The waiting queue is full.");
    assertThat(arrived.violations()).containsExactly(new Violation("/a", RequestPhrase.MINIMUM, 1));
  }

  private static Refusal overTheWire(Refusal refusal) {
    Buffer wire = Buffer.buffer("before");
    RefusalCodec codec = new RefusalCodec();
    codec.encodeToWire(wire, refusal);
    return codec.decodeFromWire("before".length(), wire);
  }

  /** A record with something in every member, nested ones included. */
  private static Object sample(Type type) throws ReflectiveOperationException {
    if (type instanceof ParameterizedType list) {
      return List.of(sample(list.getActualTypeArguments()[0]));
    }
    Class<?> simple = (Class<?>) type;
    if (simple.isRecord()) {
      RecordComponent[] components = simple.getRecordComponents();
      Object[] values = new Object[components.length];
      for (int n = 0; n < values.length; n++) {
        values[n] = sample(components[n].getGenericType());
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return simple.getDeclaredConstructor(types).newInstance(values);
    }
    if (simple.isEnum()) {
      return simple.getEnumConstants()[0];
    }
    if (simple == JsonObject.class) {
      return new JsonObject().put("deep", new JsonObject().put("n", 1).put("text", "é"));
    }
    if (simple == String.class) {
      return "좌석 & \"seat\"";
    }
    if (simple == boolean.class || simple == Boolean.class) {
      return true;
    }
    return simple == int.class || simple == Integer.class
        ? (Object) Integer.MAX_VALUE
        : (Object) Long.MAX_VALUE;
  }
}
