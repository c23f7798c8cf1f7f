// Dates and the seat map: a grid for each zone, one line for each row, redrawn only where a seat changed.

import { call, callOnce } from './api.js';
import { act, button, el, money, notice, repeat, show, when } from './dom.js';

const REFRESH_SECONDS = 3;
const FEW_ZONES = 6;
const LABELS = { AVAILABLE: 'free', HELD: 'held', SOLD: 'sold' };

export async function datesView(concert, onHeld) {
  const map = el('div');
  const { items } = await call('GET', `/concerts/${concert.concertId}/performances`, { concertId: concert.concertId });
  const dates = items.map(performance => {
    const free = el('span', {}, freeText(performance.availableSeats));
    const date = button('', () => {
      dates.forEach(each => each.setAttribute('aria-pressed', String(each === date)));
      show(map, seatMap(concert, performance, count => { free.textContent = freeText(count); }, onHeld));
    }, { disabled: !performance.bookable, 'aria-pressed': 'false' });
    date.append(`${when(performance.startsAt, concert.timeZone)} `, free);
    return date;
  });
  return el('section', { class: 'card', 'aria-label': 'Dates and seats' },
    el('h2', {}, 'Dates'), el('div', { class: 'choices dates' }, ...dates),
    items.length === 0 ? el('p', {}, 'There are no dates.') : null, map);
}

function freeText(count) {
  return `(${count.toLocaleString()} free)`;
}

function seatMap(concert, performance, onFree, onHeld) {
  const drawn = { buttons: new Map(), zones: new Map() };
  const { buttons } = drawn;
  const chosen = new Map();
  const zones = el('div', { class: 'zones' }, el('p', { class: 'quiet' }, 'The seats are coming…'));
  const total = el('span', { 'aria-live': 'polite' });
  const holdButton = el('button', { type: 'button', class: 'primary', onclick: () => act(holdButton, hold).finally(sum) }, 'Hold');
  const view = el('div', {}, legend(), zones, el('div', { class: 'basket' }, total, holdButton));
  let version = null;

  function paint(seat) {
    const node = buttons.get(seat.seatId);
    if (!node || node.dataset.state === seat.state) return;
    node.dataset.state = seat.state;
    node.seat = seat;
    const text = `${seatName(seat)}, ${seat.category}, ${money(seat.price, concert.currency)}, ${LABELS[seat.state]}`;
    node.setAttribute('aria-label', text);
    node.title = text;
    if (seat.state !== 'AVAILABLE' && chosen.has(seat.seatId)) choose(node, false);
  }

  function choose(node, wanted) {
    node.setAttribute('aria-pressed', String(wanted));
    if (wanted) chosen.set(node.seat.seatId, node.seat);
    else chosen.delete(node.seat.seatId);
    sum();
  }

  function sum() {
    const seats = [...chosen.values()];
    const amount = money(seats.reduce((all, seat) => all + seat.price, 0), concert.currency);
    const names = seats.length > 4 ? `${seats.length} seats` : seats.map(seatName).join('; ');
    total.textContent = seats.length === 0 ? 'Choose your seats.' : `${names}: ${amount}`;
    holdButton.disabled = seats.length === 0;
  }

  zones.addEventListener('click', event => {
    const node = event.target.closest('.seat');
    if (node && node.dataset.state === 'AVAILABLE') choose(node, node.getAttribute('aria-pressed') !== 'true');
  });

  async function refresh() {
    const path = `/performances/${performance.performanceId}/seats`;
    const map = await call('GET', path, { concertId: concert.concertId });
    if (map.version === version) return REFRESH_SECONDS;
    if (buttons.size === 0) show(zones, ...draw(map.seats, drawn, concert.currency));
    map.seats.forEach(paint);
    countFree(map.seats);
    version = map.version;
    return REFRESH_SECONDS;
  }

  function countFree(seats) {
    const counts = new Map();
    const free = seats.filter(seat => seat.state === 'AVAILABLE');
    for (const seat of free) counts.set(seat.zone, (counts.get(seat.zone) || 0) + 1);
    drawn.zones.forEach((node, zone) => { node.textContent = `${(counts.get(zone) || 0).toLocaleString()} free`; });
    onFree(free.length);
  }

  /** Where the place has ended, the queue's card says so and takes the map away. */
  async function watch() {
    try {
      return await refresh();
    } catch (problem) {
      if (problem.code === 'QUEUE_TOKEN_EXPIRED' || problem.code === 'QUEUE_TOKEN_INVALID') return null;
      throw problem;
    }
  }

  async function hold() {
    try {
      const body = { performanceId: performance.performanceId, seatIds: [...chosen.keys()] };
      await callOnce('POST', '/reservations', { body, concertId: concert.concertId });
    } catch (problem) {
      explain(problem);
      await refresh();
      throw problem;
    }
    notice('The seats are yours until the time shown. Pay to keep them.');
    [...chosen.keys()].forEach(seatId => choose(buttons.get(seatId), false));
    await Promise.all([onHeld(), refresh()]);
  }

  function explain(problem) {
    const { conflictingSeats, limit } = problem.problem;
    const names = (conflictingSeats || []).map(seatId => buttons.get(seatId)).filter(Boolean).map(node => seatName(node.seat));
    if (names.length > 0) problem.message = `Somebody was faster: ${names.join('; ')}. Please choose again.`;
    else if (limit) problem.message = `${problem.message} You may have ${limit} at a time; pay for it or release it first.`;
  }

  sum();
  queueMicrotask(() => repeat(view, watch));
  return view;
}

function seatName(seat) {
  return `${seat.zone || 'Hall'} row ${seat.row} seat ${seat.number}`;
}

/** Thousands of seats: built once in one piece, and off-screen zones are left undrawn by the style sheet. */
function draw(seats, drawn, currency) {
  const zones = new Map();
  for (const seat of seats) {
    if (!zones.has(seat.zone)) zones.set(seat.zone, { rows: new Map(), prices: new Set() });
    const { rows, prices } = zones.get(seat.zone);
    prices.add(seat.price);
    if (!rows.has(seat.row)) rows.set(seat.row, []);
    const node = el('button', { type: 'button', class: 'seat', 'aria-pressed': 'false' }, seat.number);
    node.seat = seat;
    drawn.buttons.set(seat.seatId, node);
    rows.get(seat.row).push(node);
  }
  return [...zones].map(([zone, { rows, prices }], index) => {
    const free = el('span', { class: 'quiet' });
    drawn.zones.set(zone, free);
    return el('details', { class: 'zone', open: index === 0 || zones.size <= FEW_ZONES },
      el('summary', {}, `${zone || 'Hall'} `, el('span', { class: 'price' }, priceText([...prices], currency)), ' ', free),
      el('div', { class: 'rows' }, ...[...rows].map(([row, nodes]) =>
        el('div', { class: 'row', role: 'group', 'aria-label': `Row ${row}` },
          el('span', { class: 'row-name', 'aria-hidden': 'true' }, row), el('span', { class: 'row-seats' }, ...nodes)))));
  });
}

function priceText(prices, currency) {
  const [low, high] = [Math.min(...prices), Math.max(...prices)];
  return low === high ? money(low, currency) : `${money(low, currency)} to ${money(high, currency)}`;
}

function legend() {
  const entry = (attributes, label) => el('span', {}, el('i', { class: 'seat', 'aria-hidden': 'true', ...attributes }), label);
  return el('p', { class: 'legend' }, ...Object.entries(LABELS).map(([state, label]) => entry({ 'data-state': state }, label)),
    entry({ 'aria-pressed': 'true' }, 'chosen'));
}
