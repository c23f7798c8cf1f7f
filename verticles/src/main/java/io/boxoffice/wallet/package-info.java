/** Charges through the payment gateway, balances and ledgers. */
package io.boxoffice.wallet;
