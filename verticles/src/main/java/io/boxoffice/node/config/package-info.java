/** Settings: their table, where they come from, what is wrong with them. */
package io.boxoffice.node.config;
