/** What both sides of the event bus speak: messages, addresses, codecs, error codes, ids, time. */
package io.boxoffice.shared;
