/** The one clock, as those who read it see it. */
package io.boxoffice.shared.time;
