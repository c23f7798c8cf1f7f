package io.boxoffice.shared.bus;

import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.AccountMessages;
import io.boxoffice.shared.messages.AdminMessages;
import io.boxoffice.shared.messages.QueueMessages;
import io.boxoffice.shared.messages.ReservationMessages;
import io.boxoffice.shared.messages.SeatMessages;
import io.boxoffice.shared.messages.WalletMessages;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageCodec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Teaches an event bus every record of the messages, the refusal, and bundles of both. */
public final class BusCodecs {
  private static final List<Class<?>> CATALOGUES =
      List.of(
          AccountMessages.class,
          AdminMessages.class,
          QueueMessages.class,
          ReservationMessages.class,
          SeatMessages.class,
          WalletMessages.class);

  private BusCodecs() {}

  /** Registers all codecs; once per Vert.x instance, before the first message. */
  public static void register(EventBus bus) {
    Map<Class<?>, MessageCodec<?, ?>> codecs = codecs();
    codecs.forEach((type, codec) -> register(bus, type, codec));
    bus.registerDefaultCodec(Bundle.class, new BundleCodec(codecs));
  }

  /** All but the bundle's, by what they are for. */
  static Map<Class<?>, MessageCodec<?, ?>> codecs() {
    Map<Class<?>, MessageCodec<?, ?>> codecs = new HashMap<>();
    codecs.put(Refusal.class, new RefusalCodec());
    messageTypes().forEach(type -> codecs.put(type, new RecordCodec<>(type)));
    return codecs;
  }

  @SuppressWarnings("unchecked")
  private static <T> void register(EventBus bus, Class<T> type, MessageCodec<?, ?> codec) {
    bus.registerDefaultCodec(type, (MessageCodec<T, ?>) codec);
  }

  /** Every record that may travel: the nested records of the message catalogues, and Done. */
  static Stream<Class<?>> messageTypes() {
    return Stream.concat(
        Stream.of(Done.class),
        CATALOGUES.stream()
            .flatMap(catalogue -> Arrays.stream(catalogue.getDeclaredClasses()))
            .filter(Class::isRecord));
  }
}
