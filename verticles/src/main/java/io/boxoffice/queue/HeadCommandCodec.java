package io.boxoffice.queue;

import io.boxoffice.queue.HeadCommand.AddBlock;
import io.boxoffice.queue.HeadCommand.AdmitNext;
import io.boxoffice.queue.HeadCommand.Batch;
import io.boxoffice.queue.HeadCommand.BeginHold;
import io.boxoffice.queue.HeadCommand.Check;
import io.boxoffice.queue.HeadCommand.CreateHead;
import io.boxoffice.queue.HeadCommand.End;
import io.boxoffice.queue.HeadCommand.Extend;
import io.boxoffice.queue.HeadCommand.FindPlace;
import io.boxoffice.queue.HeadCommand.Gathered;
import io.boxoffice.queue.HeadCommand.ListPlaces;
import io.boxoffice.queue.HeadCommand.PlaceChange;
import io.boxoffice.queue.HeadCommand.ReadStats;
import io.boxoffice.queue.HeadCommand.Step;
import io.boxoffice.queue.HeadCommand.Sync;
import io.boxoffice.shared.messages.QueueMessages.PlaceState;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The bytes of a command: a tag that never changes its meaning, then the fields in order. */
final class HeadCommandCodec {
  private static final byte CREATE = 1;
  private static final byte BATCH = 2;
  private static final byte END = 3;
  private static final byte BEGIN_HOLD = 4;
  private static final byte EXTEND = 5;
  private static final byte STEP = 6;
  private static final byte ADMIT_NEXT = 7;
  private static final byte ADD_BLOCK = 8;
  private static final byte READ_STATS = 9;
  private static final byte LIST_PLACES = 10;
  private static final byte FIND_PLACE = 11;
  private static final byte CHECK = 12;
  // 13 was a Sync that copied a head in one piece.
  private static final byte SYNC = 14;
  private static final byte GATHERED = 15;

  private HeadCommandCodec() {}

  static void write(DataOutput out, HeadCommand command) throws IOException {
    if (command instanceof Batch batch) {
      writeBatch(out, batch);
    } else if (command instanceof Gathered gathered) {
      writeGathered(out, gathered);
    } else if (command instanceof PlaceChange change) {
      writeChange(out, change);
    } else if (command instanceof CreateHead create) {
      writeCreate(out, create);
    } else if (command instanceof Step step) {
      out.writeByte(STEP);
      out.writeLong(step.revision());
      QueueHeadCodec.writeSettings(out, step.settings());
    } else if (command instanceof AdmitNext order) {
      out.writeByte(ADMIT_NEXT);
      out.writeLong(order.orderId());
      out.writeInt(order.count());
    } else if (command instanceof AddBlock add) {
      out.writeByte(ADD_BLOCK);
      writeBlock(out, add.block());
    } else if (command instanceof Sync sync) {
      out.writeByte(SYNC);
      out.writeLong(sync.incarnation());
      out.writeLong(sync.version());
      out.writeLong(sync.below());
      writeLongs(out, sync.heard());
    } else {
      writeQuestion(out, command);
    }
  }

  private static void writeChange(DataOutput out, PlaceChange change) throws IOException {
    if (change instanceof End end) {
      writePlace(out, END, end.place());
      out.writeUTF(end.how().name());
    } else if (change instanceof BeginHold begin) {
      writePlace(out, BEGIN_HOLD, begin.place());
      out.writeLong(begin.untilMs());
    } else {
      Extend extend = (Extend) change;
      writePlace(out, EXTEND, extend.place());
      out.writeLong(extend.untilMs());
    }
  }

  private static void writeGathered(DataOutput out, Gathered gathered) throws IOException {
    out.writeByte(GATHERED);
    out.writeInt(gathered.changes().size());
    for (PlaceChange change : gathered.changes()) {
      writeChange(out, change);
    }
    writeBatch(out, gathered.batch());
  }

  private static Gathered readGathered(DataInput in) throws IOException {
    List<PlaceChange> changes = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      if (!(read(in) instanceof PlaceChange change)) {
        throw new IOException("only changes of places are gathered");
      }
      changes.add(change);
    }
    if (!(read(in) instanceof Batch batch)) {
      throw new IOException("a batch ends what is gathered");
    }
    return new Gathered(changes, batch);
  }

  private static void writeQuestion(DataOutput out, HeadCommand command) throws IOException {
    if (command instanceof ListPlaces list) {
      out.writeByte(LIST_PLACES);
      out.writeLong(list.fromSequence());
      out.writeInt(list.limit());
    } else if (command instanceof FindPlace find) {
      out.writeByte(FIND_PLACE);
      out.writeLong(find.userId());
    } else {
      out.writeByte(command instanceof Check ? CHECK : READ_STATS);
    }
  }

  static HeadCommand read(DataInput in) throws IOException {
    byte tag = in.readByte();
    return switch (tag) {
      case CREATE -> readCreate(in);
      case BATCH -> readBatch(in);
      case END -> new End(readPlace(in), PlaceState.valueOf(in.readUTF()));
      case BEGIN_HOLD -> new BeginHold(readPlace(in), in.readLong());
      case EXTEND -> new Extend(readPlace(in), in.readLong());
      case STEP -> new Step(in.readLong(), QueueHeadCodec.readSettings(in));
      case ADMIT_NEXT -> new AdmitNext(in.readLong(), in.readInt());
      case ADD_BLOCK -> new AddBlock(readBlock(in));
      case READ_STATS -> new ReadStats();
      case LIST_PLACES -> new ListPlaces(in.readLong(), in.readInt());
      case FIND_PLACE -> new FindPlace(in.readLong());
      case CHECK -> new Check();
      case GATHERED -> readGathered(in);
      case SYNC -> new Sync(in.readLong(), in.readLong(), in.readLong(), readLongs(in));
      default -> throw new IOException("a queue command of kind " + tag + " is not known here");
    };
  }

  private static void writeCreate(DataOutput out, CreateHead create) throws IOException {
    out.writeByte(CREATE);
    out.writeLong(create.epoch());
    out.writeLong(create.revision());
    QueueHeadCodec.writeSettings(out, create.settings());
    writeBlock(out, create.block());
    out.writeLong(create.lostBelow());
    out.writeLong(create.returnMs());
    writeLongs(out, create.paid());
    out.writeInt(create.holders().size());
    for (AdmittedPlace holder : create.holders()) {
      QueueHeadCodec.writeAdmitted(out, holder);
    }
  }

  private static CreateHead readCreate(DataInput in) throws IOException {
    long epoch = in.readLong();
    long revision = in.readLong();
    HeadSettings settings = QueueHeadCodec.readSettings(in);
    SequenceBlocks.Block block = readBlock(in);
    long lostBelow = in.readLong();
    long returnMs = in.readLong();
    List<Long> paid = readLongs(in);
    List<AdmittedPlace> holders = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      holders.add(QueueHeadCodec.readAdmitted(in));
    }
    return new CreateHead(epoch, revision, settings, block, lostBelow, returnMs, holders, paid);
  }

  private static void writeBatch(DataOutput out, Batch batch) throws IOException {
    out.writeByte(BATCH);
    out.writeInt(batch.heard().size());
    for (PlaceRef place : batch.heard()) {
      writeRef(out, place);
    }
    writeLongs(out, batch.joins());
  }

  private static Batch readBatch(DataInput in) throws IOException {
    List<PlaceRef> heard = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      heard.add(readPlace(in));
    }
    return new Batch(heard, readLongs(in));
  }

  private static void writeLongs(DataOutput out, List<Long> values) throws IOException {
    out.writeInt(values.size());
    for (long value : values) {
      out.writeLong(value);
    }
  }

  private static List<Long> readLongs(DataInput in) throws IOException {
    int size = in.readInt();
    List<Long> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(in.readLong());
    }
    return values;
  }

  private static void writePlace(DataOutput out, byte tag, PlaceRef place) throws IOException {
    out.writeByte(tag);
    writeRef(out, place);
  }

  private static void writeRef(DataOutput out, PlaceRef place) throws IOException {
    out.writeLong(place.userId());
    out.writeLong(place.epoch());
    out.writeLong(place.sequence());
    out.writeLong(place.joinedAtMs());
    out.writeLong(place.admittedAtMs());
    out.writeLong(place.admissionEndsAtMs());
  }

  private static PlaceRef readPlace(DataInput in) throws IOException {
    return new PlaceRef(
        in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
  }

  private static void writeBlock(DataOutput out, SequenceBlocks.Block block) throws IOException {
    out.writeLong(block.from());
    out.writeLong(block.to());
  }

  private static SequenceBlocks.Block readBlock(DataInput in) throws IOException {
    return new SequenceBlocks.Block(in.readLong(), in.readLong());
  }
}
