package io.boxoffice.shared.bus;

import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.messages.AccountMessages;
import io.boxoffice.shared.messages.AdminMessages;
import io.boxoffice.shared.messages.QueueMessages;
import io.boxoffice.shared.messages.ReservationMessages;
import io.boxoffice.shared.messages.SeatMessages;
import io.boxoffice.shared.messages.WalletMessages;
import io.vertx.core.eventbus.EventBus;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Teaches an event bus every record of the messages, and the refusal. */
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
    bus.registerDefaultCodec(Refusal.class, new RefusalCodec());
    messageTypes().forEach(type -> registerRecord(bus, type));
  }

  /** Every record that may travel: the nested records of the message catalogues, and Done. */
  static Stream<Class<?>> messageTypes() {
    return Stream.concat(
        Stream.of(Done.class),
        CATALOGUES.stream()
            .flatMap(catalogue -> Arrays.stream(catalogue.getDeclaredClasses()))
            .filter(Class::isRecord));
  }

  private static <T> void registerRecord(EventBus bus, Class<T> type) {
    bus.registerDefaultCodec(type, new RecordCodec<>(type));
  }
}
