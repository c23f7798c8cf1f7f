// Dates and the seat map: a grid for each zone, one line for each row, redrawn only where a seat changed.

import { call, callOnce } from './api.js';
import { act, button, el, money, notice, repeat, show, when } from './dom.js';

const REFRESH_SECONDS = 3;

export async function datesView(concert, onHeld) {
  const map = el('div');
  const { items } = await call('GET', `/concerts/${concert.concertId}/performances`, { concertId: concert.concertId });
  const dates = items.map(performance => button(
    `${when(performance.startsAt, concert.timeZone)} (${performance.availableSeats.toLocaleString()} free)`,
    () => show(map, seatMap(concert, performance, onHeld)),
    { disabled: !performance.bookable }));
  return el('section', { class: 'card', 'aria-label': 'Dates and seats' },
    el('h2', {}, 'Dates'), el('div', { class: 'choices' }, ...dates),
    items.length === 0 ? el('p', {}, 'There are no dates.') : null, map);
}

function seatMap(concert, performance, onHeld) {
  const buttons = new Map();
  const chosen = new Map();
  const zones = el('div', { class: 'zones' });
  const total = el('span', { 'aria-live': 'polite' });
  const holdButton = el('button', { type: 'button', class: 'primary', onclick: event => act(event.currentTarget, hold) }, 'Hold');
  const view = el('div', {}, legend(), zones, el('div', { class: 'basket' }, total, holdButton));

  function paint(seat) {
    const node = buttons.get(seat.seatId);
    if (!node || node.dataset.state === seat.state) return;
    node.dataset.state = seat.state;
    node.seat = seat;
    node.setAttribute('aria-label',
      `${seat.zone} row ${seat.row} seat ${seat.number}, ${seat.category}, ${money(seat.price, concert.currency)}, ${seat.state.toLowerCase()}`);
    if (seat.state !== 'AVAILABLE') choose(node, false);
  }

  function choose(node, wanted) {
    node.setAttribute('aria-pressed', String(wanted));
    if (wanted) chosen.set(node.seat.seatId, node.seat);
    else chosen.delete(node.seat.seatId);
    const sum = [...chosen.values()].reduce((amount, seat) => amount + seat.price, 0);
    total.textContent = chosen.size === 0 ? 'Choose your seats.' : `${chosen.size} chosen, ${money(sum, concert.currency)}`;
    holdButton.disabled = chosen.size === 0;
  }

  zones.addEventListener('click', event => {
    const node = event.target.closest('.seat');
    if (node && node.dataset.state === 'AVAILABLE') choose(node, node.getAttribute('aria-pressed') !== 'true');
  });

  async function refresh() {
    const path = `/performances/${performance.performanceId}/seats`;
    const { seats } = await call('GET', path, { concertId: concert.concertId });
    if (buttons.size === 0) zones.append(...draw(seats, buttons));
    seats.forEach(paint);
    return REFRESH_SECONDS;
  }

  async function hold() {
    try {
      const body = { performanceId: performance.performanceId, seatIds: [...chosen.keys()] };
      const held = await callOnce('POST', '/reservations', { body, concertId: concert.concertId });
      notice('The seats are yours until the time shown. Pay to keep them.');
      onHeld(held);
    } catch (problem) {
      await refresh();
      throw problem;
    }
    [...chosen.keys()].forEach(seatId => choose(buttons.get(seatId), false));
    await refresh();
  }

  total.textContent = 'Choose your seats.';
  holdButton.disabled = true;
  queueMicrotask(() => repeat(view, refresh));
  return view;
}

/** Thousands of seats: built once in one piece, and off-screen zones are left undrawn by the style sheet. */
function draw(seats, buttons) {
  const zones = new Map();
  for (const seat of seats) {
    if (!zones.has(seat.zone)) zones.set(seat.zone, new Map());
    const rows = zones.get(seat.zone);
    if (!rows.has(seat.row)) rows.set(seat.row, []);
    const node = el('button', { type: 'button', class: 'seat', 'aria-pressed': 'false' }, seat.number);
    node.seat = seat;
    buttons.set(seat.seatId, node);
    rows.get(seat.row).push(node);
  }
  return [...zones].map(([zone, rows], index) => el('details', { class: 'zone', open: index < 3 },
    el('summary', {}, zone || 'Hall'),
    ...[...rows].map(([row, nodes]) => el('div', { class: 'row', role: 'group', 'aria-label': `Row ${row}` },
      el('span', { class: 'row-name', 'aria-hidden': 'true' }, row), ...nodes))));
}

function legend() {
  const entry = (state, label) => el('span', {}, el('i', { class: 'seat', 'data-state': state, 'aria-hidden': 'true' }), label);
  return el('p', { class: 'legend' }, entry('AVAILABLE', 'free'), entry('HELD', 'held'), entry('SOLD', 'sold'));
}
