/** What makes nodes one: Hazelcast, the one clock, ids, leases, repeated work. */
package io.boxoffice.cluster;
