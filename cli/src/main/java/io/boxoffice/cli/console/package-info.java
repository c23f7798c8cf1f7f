/** What commands share to speak with people: context, text, tables, failures and exit codes. */
package io.boxoffice.cli.console;
