package io.boxoffice.queue;

/**
 * A head's numbers as of its last change.
 *
 * @param sequence the last sequence handed out, 0 for none
 * @param serving the last sequence admitted, 0 for none
 * @param oldestWaitMs how long the next in line has waited; -1 where nobody waits
 */
record HeadStats(
    long waiting,
    long admitted,
    int capacity,
    int admitPerMinute,
    boolean paused,
    long sequence,
    long serving,
    long completed,
    long expired,
    long left,
    long oldestWaitMs,
    long joinsPerMinute,
    long admissionsPerMinute) {}
