/** The records that services are asked with and answer with, by service. */
package io.boxoffice.shared.messages;
