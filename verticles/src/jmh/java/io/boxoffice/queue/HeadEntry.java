package io.boxoffice.queue;

import com.hazelcast.map.ExtendedMapEntry;
import java.util.concurrent.TimeUnit;

/** The map's entry as a processor sees it, without a map. */
final class HeadEntry implements ExtendedMapEntry<Long, QueueHead> {
  private QueueHead head;

  HeadEntry(QueueHead head) {
    this.head = head;
  }

  @Override
  public Long getKey() {
    return Queues.CONCERT;
  }

  @Override
  public QueueHead getValue() {
    return head;
  }

  @Override
  public QueueHead setValue(QueueHead value) {
    QueueHead before = head;
    head = value;
    return before;
  }

  @Override
  public QueueHead setValue(QueueHead value, long ttl, TimeUnit unit) {
    return setValue(value);
  }

  @Override
  public QueueHead setValueWithoutChangingExpiryTime(QueueHead value) {
    return setValue(value);
  }
}
