/** What a benchmark runs on: cores, processes, a database, a concert, and a crowd with tokens. */
package io.boxoffice.cli.bench.stage;
