/** Requests and answers over the event bus: roles, addresses, codecs, both ends. */
package io.boxoffice.shared.bus;
