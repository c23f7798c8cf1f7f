package io.boxoffice.http;

/** What this node knows without asking anybody. */
public record NodeCopies(PlaceCopies places, SeatCopies seats, TakenSeats taken) {}
