/** What a client is told of a refusal: codes, and the words in every language. */
package io.boxoffice.shared.error;
