/** The concerts' waiting queues: the heads that decide, and who asks them. */
package io.boxoffice.queue;
