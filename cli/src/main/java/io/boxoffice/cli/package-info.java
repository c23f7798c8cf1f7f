/**
 * The command line tool. It speaks only the REST API, and starts a node only through {@link
 * io.boxoffice.shared.node.NodeProgram}.
 */
package io.boxoffice.cli;
