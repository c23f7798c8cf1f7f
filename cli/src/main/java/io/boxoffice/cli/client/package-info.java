/** The REST client that every command shares: values, refusals and the calls themselves. */
package io.boxoffice.cli.client;
