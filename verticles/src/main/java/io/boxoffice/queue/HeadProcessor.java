package io.boxoffice.queue;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.ExtendedMapEntry;
import io.boxoffice.queue.HeadCommand.AddBlock;
import io.boxoffice.queue.HeadCommand.AdmitNext;
import io.boxoffice.queue.HeadCommand.Batch;
import io.boxoffice.queue.HeadCommand.BeginHold;
import io.boxoffice.queue.HeadCommand.CreateHead;
import io.boxoffice.queue.HeadCommand.End;
import io.boxoffice.queue.HeadCommand.Extend;
import io.boxoffice.queue.HeadCommand.FindPlace;
import io.boxoffice.queue.HeadCommand.Gathered;
import io.boxoffice.queue.HeadCommand.ListPlaces;
import io.boxoffice.queue.HeadCommand.PlaceChange;
import io.boxoffice.queue.HeadCommand.Step;
import io.boxoffice.queue.HeadCommand.Sync;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Runs one command on one head: the only way that a head ever changes.
 *
 * <p>It runs on the partition's owner and again on the backup, where it must do the same: time
 * comes from the sender, and which member decides is told to the backup. No I/O, no clock.
 */
final class HeadProcessor
    implements EntryProcessor<Long, QueueHead, HeadReply>, HazelcastInstanceAware {
  private static final long serialVersionUID = 1L;

  /** Garbage collection only; every command renews it. */
  private static final long TTL_DAYS = 1;

  private static final long NOBODY = 0;

  private final long nowMs;

  /** The member that decided, where this is its backup's run; else {@link #NOBODY}. */
  private final long owner;

  private final transient HeadCommand command;
  private transient long decidedBy;

  /** Null where nobody measures, and on a backup. */
  private transient HeadMeters meters;

  HeadProcessor(long nowMs, HeadCommand command) {
    this(nowMs, NOBODY, command);
  }

  HeadProcessor(long nowMs, long owner, HeadCommand command) {
    this.nowMs = nowMs;
    this.owner = owner;
    this.decidedBy = owner;
    this.command = command;
  }

  long nowMs() {
    return nowMs;
  }

  long owner() {
    return owner;
  }

  HeadCommand command() {
    return command;
  }

  @Override
  public void setHazelcastInstance(HazelcastInstance hazelcast) {
    if (owner == NOBODY) {
      meters = HeadMeters.of(hazelcast);
      UUID member = hazelcast.getCluster().getLocalMember().getUuid();
      decidedBy = (member.getMostSignificantBits() ^ member.getLeastSignificantBits()) | 1;
    }
  }

  @Override
  public EntryProcessor<Long, QueueHead, HeadReply> getBackupProcessor() {
    return command.readOnly() ? null : new HeadProcessor(nowMs, decidedBy, command);
  }

  @Override
  public HeadReply process(Map.Entry<Long, QueueHead> entry) {
    long began = System.nanoTime();
    QueueHead head = entry.getValue();
    long lastAdmitted = head == null ? 0 : head.admission.lastAdmitted;
    HeadReply reply = run(head, entry);
    if (meters != null) {
      boolean admitted = head != null && head.admission.lastAdmitted != lastAdmitted;
      meters.ran(command, admitted, System.nanoTime() - began);
    }
    return reply;
  }

  /**
   * @param present null where there is none yet
   */
  private HeadReply run(QueueHead present, Map.Entry<Long, QueueHead> entry) {
    QueueHead head = present;
    if (head == null) {
      if (!(command instanceof CreateHead create)) {
        return HeadReply.without(HeadReply.Outcome.NO_HEAD);
      }
      head = make(entry.getKey(), create);
    }
    if (command.readOnly()) {
      return read(head);
    }
    boolean entered = head.enter(nowMs, decidedBy);
    HeadReply reply = entered ? change(head) : HeadReply.without(HeadReply.Outcome.TIME_REFUSED);
    ((ExtendedMapEntry<Long, QueueHead>) entry).setValue(head, TTL_DAYS, TimeUnit.DAYS);
    return reply;
  }

  private QueueHead make(long concertId, CreateHead create) {
    QueueHead head =
        new QueueHead(concertId, create.epoch(), create.settings(), lost(create), nowMs, decidedBy);
    head.settingsRevision = create.revision();
    create.holders().forEach(holder -> Returns.restore(head, holder));
    return head;
  }

  private LostPlaces lost(CreateHead create) {
    if (create.lostBelow() == 0) {
      return LostPlaces.none();
    }
    LostPlaces lost =
        new LostPlaces(create.lostBelow(), nowMs + create.returnMs(), new BitSet(), new BitSet());
    create.paid().forEach(lost::end);
    create.holders().forEach(holder -> lost.guess(holder.sequence()));
    return lost;
  }

  private HeadReply read(QueueHead head) {
    if (command instanceof FindPlace find) {
      return HeadReply.places(head, List.of(head.findByUser(find.userId())));
    }
    if (command instanceof ListPlaces list) {
      return HeadReply.places(head, head.view.list(list.fromSequence(), list.limit()));
    }
    return command instanceof HeadCommand.Check
        ? HeadReply.findings(head, HeadCheck.findings(head))
        : HeadReply.stats(head);
  }

  private HeadReply change(QueueHead head) {
    if (command instanceof Batch batch) {
      return HeadReply.places(head, run(batch, head));
    }
    if (command instanceof Gathered gathered) {
      return HeadReply.places(head, run(gathered, head));
    }
    if (command instanceof PlaceChange change) {
      return HeadReply.places(head, List.of(run(change, head)));
    }
    if (command instanceof Sync sync) {
      return sync(sync, head);
    }
    if (command instanceof Step step) {
      head.apply(step.revision(), step.settings());
    } else if (command instanceof CreateHead create) {
      add(create.block(), head);
    } else if (command instanceof AddBlock add) {
      add(add.block(), head);
    } else if (command instanceof AdmitNext order) {
      return HeadReply.count(head, head.admission.admitNext(order.orderId(), order.count()));
    }
    return HeadReply.done(head);
  }

  /**
   * A block that was reserved before the loss may come after it: what of it the lost head could
   * have given stays unused, or a newcomer would get in before those who come back.
   */
  private static void add(SequenceBlocks.Block block, QueueHead head) {
    head.blocks.add(Math.max(block.from(), head.lost.below()), block.to());
  }

  private static PlaceAnswer run(PlaceChange change, QueueHead head) {
    if (change instanceof End end) {
      return lives(head, end.place())
          ? head.end(end.place().userId(), end.place().sequence(), end.how())
          : ended(end.place());
    }
    if (change instanceof BeginHold begin) {
      Returns.take(head, List.of(begin.place()));
      return lives(head, begin.place())
          ? head.beginHold(begin.place().userId(), begin.place().sequence(), begin.untilMs())
          : ended(begin.place());
    }
    Extend extend = (Extend) change;
    // The sweep's place says nothing of its admission, and would only be put in line.
    if (extend.place().isAdmitted()) {
      Returns.take(head, List.of(extend.place()));
    }
    return lives(head, extend.place())
        ? head.extend(extend.place().userId(), extend.place().sequence(), extend.untilMs())
        : ended(extend.place());
  }

  /** Nobody reads what a backup answers. */
  private HeadReply sync(Sync sync, QueueHead head) {
    sync.heard().forEach(head::heard);
    return owner == NOBODY ? HeadReply.delta(head, HeadDelta.of(head, sync)) : HeadReply.done(head);
  }

  private static List<PlaceAnswer> run(Gathered gathered, QueueHead head) {
    List<PlaceAnswer> answers = new ArrayList<>();
    gathered.changes().forEach(change -> answers.add(run(change, head)));
    answers.addAll(run(gathered.batch(), head));
    return answers;
  }

  private static List<PlaceAnswer> run(Batch batch, QueueHead head) {
    Returns.take(head, batch.heard());
    List<PlaceAnswer> answers = new ArrayList<>(batch.heard().size() + batch.joins().size());
    for (PlaceRef place : batch.heard()) {
      answers.add(lives(head, place) ? head.heard(place.userId(), place.sequence()) : ended(place));
    }
    long[] living = head.sequenceByUser.getAll(batch.joins());
    for (int i = 0; i < living.length; i++) {
      answers.add(join(batch.joins().get(i), living[i], head));
    }
    return answers;
  }

  /** Should the place that lived as the batch began have ended since, the user gets a new one. */
  private static PlaceAnswer join(long userId, long living, QueueHead head) {
    PlaceAnswer known = living == LongLongMap.NONE ? null : head.heard(userId, living);
    return known != null && known.verdict() == Verdict.OK ? known : head.join(userId);
  }

  private static boolean lives(QueueHead head, PlaceRef place) {
    return place.epoch() == head.epoch;
  }

  private static PlaceAnswer ended(PlaceRef place) {
    return PlaceAnswer.refused(Verdict.ENDED, place.userId());
  }
}
