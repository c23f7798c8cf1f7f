/** What is in {@code deploy/} is read strictly and, where Docker is, run. */
package io.boxoffice.deploy;
