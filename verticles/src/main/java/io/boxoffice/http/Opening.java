package io.boxoffice.http;

import java.util.function.Consumer;

/**
 * An event stream that passed every check and is yet to begin.
 *
 * @param begin sends the first event and sees to the next ones
 */
record Opening(Caller caller, Consumer<EventStream> begin) {}
