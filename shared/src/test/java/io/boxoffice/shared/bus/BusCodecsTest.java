package io.boxoffice.shared.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

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

  @ParameterizedTest
  @EnumSource
  void everyRefusalArrivesAsItWasSent(ErrorCode code) {
    JsonObject attributes = new JsonObject().put("conflictingSeats", new JsonArray().add("A"));
    Buffer wire = Buffer.buffer();
    RefusalCodec codec = new RefusalCodec();

    codec.encodeToWire(wire, new Refusal(code, "한국어 too.", attributes));
    Refusal arrived = codec.decodeFromWire(0, wire);

    assertThat(arrived.code()).isEqualTo(code);
    assertThat(arrived.detail()).isEqualTo("한국어 too.");
    assertThat(arrived.attributes()).isEqualTo(attributes);
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
