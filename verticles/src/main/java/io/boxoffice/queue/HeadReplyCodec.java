package io.boxoffice.queue;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The bytes of a reply. Names of enums travel as one byte each, by tables that only grow. */
final class HeadReplyCodec {
  private static final List<HeadReply.Outcome> OUTCOMES =
      List.of(HeadReply.Outcome.DONE, HeadReply.Outcome.NO_HEAD, HeadReply.Outcome.TIME_REFUSED);

  private static final List<Verdict> VERDICTS =
      List.of(
          Verdict.OK,
          Verdict.SALES_NOT_OPEN,
          Verdict.SALES_CLOSED,
          Verdict.SOLD_OUT,
          Verdict.QUEUE_FULL,
          Verdict.NEEDS_BLOCK,
          Verdict.NOT_ADMITTED,
          Verdict.ENDED,
          Verdict.FOREIGN);

  private HeadReplyCodec() {}

  static void write(DataOutput out, HeadReply reply) throws IOException {
    out.writeByte(OUTCOMES.indexOf(reply.outcome()));
    if (reply.outcome() != HeadReply.Outcome.DONE) {
      return;
    }
    HeadReply.Facts facts = reply.facts();
    out.writeLong(facts.epoch());
    out.writeLong(facts.salesCloseMs());
    out.writeLong(facts.sequencesLeft());
    out.writeBoolean(facts.idle());
    out.writeLong(facts.version());
    out.writeInt(reply.places().size());
    for (PlaceAnswer place : reply.places()) {
      writePlace(out, place);
    }
    out.writeInt(reply.count());
    out.writeBoolean(reply.stats() != null);
    if (reply.stats() != null) {
      writeStats(out, reply.stats());
    }
    out.writeBoolean(reply.delta() != null);
    if (reply.delta() != null) {
      HeadDeltaCodec.write(out, reply.delta());
    }
    out.writeInt(reply.findings().size());
    for (String finding : reply.findings()) {
      out.writeUTF(finding);
    }
  }

  static HeadReply read(DataInput in) throws IOException {
    HeadReply.Outcome outcome = OUTCOMES.get(in.readByte());
    if (outcome != HeadReply.Outcome.DONE) {
      return HeadReply.without(outcome);
    }
    HeadReply.Facts facts =
        new HeadReply.Facts(
            in.readLong(), in.readLong(), in.readLong(), in.readBoolean(), in.readLong());
    int size = in.readInt();
    List<PlaceAnswer> places = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      places.add(readPlace(in));
    }
    int count = in.readInt();
    HeadStats stats = in.readBoolean() ? readStats(in) : null;
    HeadDelta delta = in.readBoolean() ? HeadDeltaCodec.read(in) : null;
    List<String> findings = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      findings.add(in.readUTF());
    }
    return new HeadReply(outcome, facts, places, count, stats, delta, findings);
  }

  private static void writePlace(DataOutput out, PlaceAnswer place) throws IOException {
    out.writeByte(VERDICTS.indexOf(place.verdict()));
    out.writeLong(place.userId());
    out.writeLong(place.sequence());
    out.writeLong(place.position());
    out.writeInt(place.waitLowSeconds());
    out.writeInt(place.waitHighSeconds());
    out.writeInt(place.refreshAfterSeconds());
    out.writeLong(place.joinedAtMs());
    out.writeLong(place.admittedAtMs());
    out.writeLong(place.endsAtMs());
    out.writeLong(place.originalEndMs());
    out.writeBoolean(place.created());
  }

  private static PlaceAnswer readPlace(DataInput in) throws IOException {
    return new PlaceAnswer(
        VERDICTS.get(in.readByte()),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readInt(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readBoolean());
  }

  private static void writeStats(DataOutput out, HeadStats stats) throws IOException {
    out.writeLong(stats.waiting());
    out.writeLong(stats.admitted());
    out.writeInt(stats.capacity());
    out.writeInt(stats.admitPerMinute());
    out.writeBoolean(stats.paused());
    out.writeLong(stats.sequence());
    out.writeLong(stats.serving());
    out.writeLong(stats.completed());
    out.writeLong(stats.expired());
    out.writeLong(stats.left());
    out.writeLong(stats.oldestWaitMs());
    out.writeLong(stats.joinsPerMinute());
    out.writeLong(stats.admissionsPerMinute());
  }

  private static HeadStats readStats(DataInput in) throws IOException {
    return new HeadStats(
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readInt(),
        in.readBoolean(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong());
  }
}
