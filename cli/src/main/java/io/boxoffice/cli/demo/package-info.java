/** The demonstration: seating plans, buyers, and a short sale that checks itself. */
package io.boxoffice.cli.demo;
