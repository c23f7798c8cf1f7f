/** Users, passwords, keys and access tokens. */
package io.boxoffice.account;
