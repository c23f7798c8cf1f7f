package io.boxoffice.faults;

/** From whom a node is cut off; PostgreSQL and the clients always reach it. */
enum Isolation {
  /** From every other node. */
  FULL,
  /** From one other node; both see the rest. */
  PARTIAL,
  /** Its packets to the others vanish, theirs arrive. */
  ONE_WAY
}
