package io.boxoffice.shared.bus;

import java.util.List;

/**
 * Several requests to one service in one message, or their answers in the same order.
 *
 * @param bodies records of the messages, and refusals among the answers
 */
record Bundle(List<Object> bodies) {
  Bundle {
    bodies = List.copyOf(bodies);
  }
}
