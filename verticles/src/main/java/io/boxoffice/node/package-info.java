/** A node from start to stop: database, migrations, cluster, verticles, health. */
package io.boxoffice.node;
