/** The REST API: contract, routes, tokens, problems, pages. No SQL, no Hazelcast. */
package io.boxoffice.http;
