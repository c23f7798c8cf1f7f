/** TSIDs: one {@code long} inside, 13 characters outside. */
package io.boxoffice.shared.id;
