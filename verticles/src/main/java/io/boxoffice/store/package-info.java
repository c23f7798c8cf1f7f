/** SQL: one store an area. Refusals come back as {@code Refusal}. */
package io.boxoffice.store;
