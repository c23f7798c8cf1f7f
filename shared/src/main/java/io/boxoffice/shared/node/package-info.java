/** How the command line tool starts a node that it was not compiled against. */
package io.boxoffice.shared.node;
