package io.boxoffice.queue;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The bytes of a delta. */
final class HeadDeltaCodec {
  private HeadDeltaCodec() {}

  static void write(DataOutput out, HeadDelta delta) throws IOException {
    out.writeBoolean(delta.anew());
    out.writeLong(delta.incarnation());
    out.writeLong(delta.version());
    out.writeLong(delta.below());
    out.writeBoolean(delta.whole());
    out.writeLong(delta.fingerprint());
    QueueFacts facts = delta.facts();
    out.writeBoolean(facts.admitting());
    out.writeLong(facts.admissions());
    out.writeLong(facts.overMs());
    out.writeLong(facts.waitingTtlMs());
    out.writeLong(facts.graceUntilMs());
    out.writeInt(delta.waiting().size());
    for (PlaceTable.Row place : delta.waiting()) {
      out.writeLong(place.sequence());
      out.writeLong(place.userId());
      out.writeLong(place.joinedMs());
    }
    out.writeInt(delta.admitted().size());
    for (AdmittedPlace place : delta.admitted()) {
      QueueHeadCodec.writeAdmitted(out, place);
    }
    out.writeInt(delta.gone().size());
    for (long sequence : delta.gone()) {
      out.writeLong(sequence);
    }
  }

  static HeadDelta read(DataInput in) throws IOException {
    boolean anew = in.readBoolean();
    long incarnation = in.readLong();
    long version = in.readLong();
    long below = in.readLong();
    boolean whole = in.readBoolean();
    long fingerprint = in.readLong();
    QueueFacts facts =
        new QueueFacts(
            in.readBoolean(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
    int waitingSize = in.readInt();
    List<PlaceTable.Row> waiting = new ArrayList<>(waitingSize);
    for (int i = 0; i < waitingSize; i++) {
      waiting.add(new PlaceTable.Row(in.readLong(), in.readLong(), in.readLong()));
    }
    int admittedSize = in.readInt();
    List<AdmittedPlace> admitted = new ArrayList<>(admittedSize);
    for (int i = 0; i < admittedSize; i++) {
      admitted.add(QueueHeadCodec.readAdmitted(in));
    }
    int goneSize = in.readInt();
    List<Long> gone = new ArrayList<>(goneSize);
    for (int i = 0; i < goneSize; i++) {
      gone.add(in.readLong());
    }
    return new HeadDelta(
        anew, incarnation, version, below, whole, fingerprint, facts, waiting, admitted, gone);
  }
}
