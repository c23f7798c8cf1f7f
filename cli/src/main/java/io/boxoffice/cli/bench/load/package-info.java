/** The driver: requests at their appointed times over kept connections, and what became of them. */
package io.boxoffice.cli.bench.load;
