package io.boxoffice.queue;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * The bytes of a head, for its moves between members: versioned, explicit, big-endian.
 *
 * <p>Only the living places are written; indexes are built again on reading. Everything that
 * decides is written as it is, so that the head that was read goes on exactly as the one that was
 * written.
 */
final class QueueHeadCodec {
  private static final int VERSION = 2;

  private QueueHeadCodec() {}

  static void write(DataOutput out, QueueHead head) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(head.concertId);
    out.writeLong(head.epoch);
    out.writeLong(head.createdMs);
    out.writeLong(head.nowMs);
    out.writeLong(head.owner);
    out.writeInt(head.implausibleTimes);
    out.writeLong(head.settingsRevision);
    writeSettings(out, head.settings);
    out.writeLong(head.admission.lastAdmitted);
    out.writeLong(head.completed);
    out.writeLong(head.expired);
    out.writeLong(head.left);
    out.writeLong(head.admission.overAdmissions);
    out.writeLong(head.admission.rate.nextNs());
    out.writeLong(head.log.version());
    writeLost(out, head.lost);
    writeBlocks(out, head.blocks);
    writeCount(out, head.joins);
    writeCount(out, head.admission.count);
    out.writeInt(head.admission.orders.size());
    for (Map.Entry<Long, Integer> order : head.admission.orders.entrySet()) {
      out.writeLong(order.getKey());
      out.writeInt(order.getValue());
    }
    writeWaiting(out, head.waiting);
    writeAdmitted(out, head.admitted);
  }

  static QueueHead read(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("a queue head of version " + version + " is not known here");
    }
    long concertId = in.readLong();
    long epoch = in.readLong();
    long createdMs = in.readLong();
    long nowMs = in.readLong();
    long owner = in.readLong();
    int implausibleTimes = in.readInt();
    long settingsRevision = in.readLong();
    HeadSettings settings = readSettings(in);
    long lastAdmitted = in.readLong();
    long completed = in.readLong();
    long expired = in.readLong();
    long left = in.readLong();
    long overAdmissions = in.readLong();
    AdmissionRate rate = new AdmissionRate(settings.admitPerMinute(), in.readLong());
    long logVersion = in.readLong();
    LostPlaces lost = readLost(in);
    SequenceBlocks blocks = readBlocks(in);
    MinuteCount joins = readCount(in);
    MinuteCount admissions = readCount(in);
    int orders = in.readInt();
    long[] orderIds = new long[orders];
    int[] orderCounts = new int[orders];
    for (int i = 0; i < orders; i++) {
      orderIds[i] = in.readLong();
      orderCounts[i] = in.readInt();
    }
    WaitingPlaces waiting = new WaitingPlaces(settings.waitingTtlMs(), in.readLong());
    QueueHead head =
        new QueueHead(
            concertId,
            epoch,
            createdMs,
            waiting,
            blocks,
            rate,
            joins,
            admissions,
            new ChangeLog(logVersion),
            lost);
    head.settingsRevision = settingsRevision;
    head.nowMs = nowMs;
    head.owner = owner;
    head.implausibleTimes = implausibleTimes;
    head.settings = settings;
    readWaiting(in, head);
    readAdmitted(in, head);
    head.admission.lastAdmitted = lastAdmitted;
    head.completed = completed;
    head.expired = expired;
    head.left = left;
    head.admission.overAdmissions = overAdmissions;
    for (int i = 0; i < orders; i++) {
      head.admission.orders.put(orderIds[i], orderCounts[i]);
    }
    return head;
  }

  static void writeSettings(DataOutput out, HeadSettings settings) throws IOException {
    out.writeInt(settings.capacity());
    out.writeInt(settings.admitPerMinute());
    out.writeBoolean(settings.paused());
    out.writeLong(settings.waitingTtlMs());
    out.writeLong(settings.admissionTtlMs());
    out.writeInt(settings.maxWaiting());
    out.writeUTF(settings.phase().name());
    out.writeLong(settings.salesOpenMs());
    out.writeLong(settings.salesCloseMs());
  }

  static HeadSettings readSettings(DataInput in) throws IOException {
    return new HeadSettings(
        in.readInt(),
        in.readInt(),
        in.readBoolean(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        SalePhase.valueOf(in.readUTF()),
        in.readLong(),
        in.readLong());
  }

  private static void writeLost(DataOutput out, LostPlaces lost) throws IOException {
    out.writeLong(lost.below());
    out.writeLong(lost.untilMs());
    writeBits(out, lost.dead());
    writeBits(out, lost.guessed());
  }

  private static void writeBits(DataOutput out, BitSet bits) throws IOException {
    byte[] bytes = bits.toByteArray();
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static LostPlaces readLost(DataInput in) throws IOException {
    return new LostPlaces(in.readLong(), in.readLong(), readBits(in), readBits(in));
  }

  private static BitSet readBits(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return BitSet.valueOf(bytes);
  }

  private static void writeBlocks(DataOutput out, SequenceBlocks blocks) throws IOException {
    out.writeLong(blocks.last());
    List<SequenceBlocks.Block> all = blocks.blocks();
    out.writeInt(all.size());
    for (SequenceBlocks.Block block : all) {
      out.writeLong(block.from());
      out.writeLong(block.to());
    }
  }

  private static SequenceBlocks readBlocks(DataInput in) throws IOException {
    SequenceBlocks blocks = new SequenceBlocks(in.readLong());
    for (int left = in.readInt(); left > 0; left--) {
      blocks.add(in.readLong(), in.readLong());
    }
    return blocks;
  }

  private static void writeCount(DataOutput out, MinuteCount count) throws IOException {
    out.writeLong(count.second());
    for (int one : count.counts()) {
      out.writeInt(one);
    }
  }

  private static MinuteCount readCount(DataInput in) throws IOException {
    long second = in.readLong();
    int[] counts = new int[MinuteCount.SECONDS];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = in.readInt();
    }
    return new MinuteCount(counts, second);
  }

  private static void writeWaiting(DataOutput out, WaitingPlaces waiting) throws IOException {
    out.writeLong(waiting.noLapseBeforeMs());
    out.writeInt(waiting.count());
    for (int index = waiting.first(); index >= 0; index = waiting.after(index)) {
      out.writeLong(waiting.sequence(index));
      out.writeLong(waiting.userId(index));
      out.writeLong(waiting.joinedAtMs(index));
      out.writeLong(waiting.heardAtMs(index));
    }
  }

  private static void readWaiting(DataInput in, QueueHead head) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      long sequence = in.readLong();
      long userId = in.readLong();
      head.waiting.put(sequence, userId, in.readLong(), in.readLong());
      head.sequenceByUser.put(userId, sequence);
    }
  }

  private static void writeAdmitted(DataOutput out, AdmittedPlaces admitted) throws IOException {
    out.writeInt(admitted.count());
    for (AdmittedPlace place : admitted.all()) {
      writeAdmitted(out, place);
    }
  }

  private static void readAdmitted(DataInput in, QueueHead head) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      AdmittedPlace place = readAdmitted(in);
      head.admitted.add(place);
      head.sequenceByUser.put(place.userId(), place.sequence());
    }
  }

  static void writeAdmitted(DataOutput out, AdmittedPlace place) throws IOException {
    out.writeLong(place.sequence());
    out.writeLong(place.userId());
    out.writeLong(place.joinedAtMs());
    out.writeLong(place.admittedAtMs());
    out.writeLong(place.originalEndMs());
    out.writeLong(place.endMs());
    out.writeLong(place.pendingUntilMs());
  }

  static AdmittedPlace readAdmitted(DataInput in) throws IOException {
    return new AdmittedPlace(
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong());
  }
}
