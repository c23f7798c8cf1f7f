package io.boxoffice.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class HeadCommandCodecTest {
  private static final PlaceRef PLACE = new PlaceRef(Long.MIN_VALUE, 2, Long.MAX_VALUE, 3, 4, 5);
  private static final HeadSettings SETTINGS =
      new HeadSettings(1, 2, true, 3_000, 4_000, 5, SalePhase.PAUSED, 6, 7);

  static Stream<HeadCommand> commands() {
    SequenceBlocks.Block block = new SequenceBlocks.Block(3, 9);
    return Stream.of(
        new HeadCommand.CreateHead(
            4,
            5,
            SETTINGS,
            block,
            6,
            7,
            List.of(new AdmittedPlace(1, 2, 3, 4, 5, 6, 7)),
            List.of(8L, 9L)),
        new HeadCommand.Sync(1, 2, 3, List.of(4L, 5L)),
        new HeadCommand.Batch(List.of(PLACE, PLACE), List.of(1L, 2L, 3L)),
        new HeadCommand.Gathered(
            List.of(
                new HeadCommand.End(PLACE, PlaceState.LEFT),
                new HeadCommand.BeginHold(PLACE, 8),
                new HeadCommand.Extend(PLACE, 9)),
            new HeadCommand.Batch(List.of(PLACE), List.of(1L))),
        new HeadCommand.End(PLACE, PlaceState.COMPLETED),
        new HeadCommand.BeginHold(PLACE, 8),
        new HeadCommand.Extend(PLACE, 9),
        new HeadCommand.Step(8, SETTINGS),
        new HeadCommand.AdmitNext(10, 11),
        new HeadCommand.AddBlock(block),
        new HeadCommand.ReadStats(),
        new HeadCommand.ListPlaces(12, 13),
        new HeadCommand.FindPlace(14),
        new HeadCommand.Check());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aCommandComesBackAsItWas(HeadCommand command) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    HeadCommandCodec.write(new DataOutputStream(bytes), command);
    assertThat(HeadCommandCodec.read(input(bytes))).isEqualTo(command);
  }

  @Test
  void everyCommandIsTested() {
    assertThat(commands().<Class<?>>map(HeadCommand::getClass).distinct())
        .containsExactlyInAnyOrder(kinds(HeadCommand.class).toArray(Class<?>[]::new));
  }

  private static Stream<Class<?>> kinds(Class<?> of) {
    return of.isSealed()
        ? Stream.of(of.getPermittedSubclasses()).flatMap(each -> kinds(each))
        : Stream.of(of);
  }

  @ParameterizedTest
  @EnumSource(Verdict.class)
  void anAnswerComesBackAsItWas(Verdict verdict) throws IOException {
    PlaceAnswer answer = new PlaceAnswer(verdict, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, true);
    HeadReply reply =
        new HeadReply(
            HeadReply.Outcome.DONE,
            new HeadReply.Facts(1, 2, 3, true, 4),
            List.of(answer),
            4,
            new HeadStats(1, 2, 3, 4, true, 5, 6, 7, 8, 9, 10, 11, 12),
            new HeadDelta(
                true,
                1,
                2,
                3,
                false,
                4,
                new QueueFacts(true, 4, 5, 6, 7),
                List.of(new PlaceTable.Row(8, 9, 10)),
                List.of(new AdmittedPlace(1, 2, 3, 4, 5, 6, 7)),
                List.of(11L)),
            List.of("one", "two"));
    assertThat(roundTrip(reply)).isEqualTo(reply);
  }

  @ParameterizedTest
  @EnumSource(
      value = HeadReply.Outcome.class,
      names = {"NO_HEAD", "TIME_REFUSED"})
  void anEmptyReplyComesBackAsItWas(HeadReply.Outcome outcome) throws IOException {
    HeadReply reply = HeadReply.without(outcome);
    assertThat(roundTrip(reply)).isEqualTo(reply);
  }

  private static HeadReply roundTrip(HeadReply reply) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    HeadReplyCodec.write(new DataOutputStream(bytes), reply);
    return HeadReplyCodec.read(input(bytes));
  }

  private static DataInputStream input(ByteArrayOutputStream bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
  }
}
