/** {@code boxoffice bench}: what this machine serves, beside what bare servers serve on it. */
package io.boxoffice.cli.bench;
