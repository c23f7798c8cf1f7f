/** Operators' calls: imports, changes, support work, audit, verification. */
package io.boxoffice.admin;
