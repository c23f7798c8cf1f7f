/** Concerts, seats, holds and payments: the gate, the seat view, the sweeps. */
package io.boxoffice.reservation;
