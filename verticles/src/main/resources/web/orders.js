// The wallet, and the buyer's reservations with their countdown.

import { call, callOnce } from './api.js';
import { act, button, el, money, notice, repeat, show, when } from './dom.js';

export function walletView(onChange) {
  const balance = el('strong', { 'aria-live': 'polite' }, '…');
  const amount = el('input', { type: 'number', id: 'amount', min: '1', max: '10000000', step: '1', value: '100000', required: true });
  const submit = el('button', { class: 'primary' });
  let currency = 'KRW';
  const form = el('form', {
    class: 'inline',
    onsubmit: event => {
      event.preventDefault();
      act(submit, charge);
    },
  }, el('label', { for: 'amount' }, 'Amount to charge'), amount, submit);
  const view = el('section', { class: 'card', 'aria-label': 'Wallet' }, el('h2', {}, 'Wallet'), el('p', {}, 'Balance: ', balance), form);

  function label() {
    submit.textContent = amount.value > 0 ? `Charge ${money(Number(amount.value), currency)}` : 'Charge';
  }

  async function charge() {
    const body = { amount: Number(amount.value) };
    let charged = await callOnce('POST', '/wallet/charges', { body });
    for (let attempt = 0; charged.state === 'PENDING' && attempt < 30; attempt++) {
      if (attempt === 0) notice('The payment gateway has not answered yet…');
      await new Promise(resolve => setTimeout(resolve, 2000));
      charged = await call('GET', `/wallet/charges/${charged.chargeId}`);
    }
    if (charged.state === 'DECLINED') notice('The payment gateway declined the charge.', true);
    else if (charged.state === 'PENDING') notice('The charge is still pending; look again later.');
    else notice('The wallet is charged.');
    await refresh();
  }

  async function refresh() {
    const wallet = await call('GET', '/wallet');
    currency = wallet.currency;
    balance.textContent = money(wallet.balance, currency);
    label();
    onChange(wallet);
  }

  amount.addEventListener('input', label);
  label();
  view.refresh = refresh;
  return view;
}

/** The buyer's reservations; what is known of a concert already is passed in, the rest is asked for once. */
export function reservationsView(onPaid, known = []) {
  const concerts = new Map(known.map(concert => [concert.concertId, concert]));
  const list = el('div');
  const more = el('p', { class: 'quiet' });
  const view = el('section', { class: 'card', 'aria-label': 'My reservations' }, el('h2', {}, 'My reservations'), list, more);

  async function refresh() {
    const page = await call('GET', '/reservations?limit=20');
    await Promise.all([...new Set(page.items.map(reservation => reservation.concertId))].map(find));
    show(list, ...page.items.map(reservation => orderCard(reservation, concerts.get(reservation.concertId), refresh, onPaid)));
    more.textContent = page.items.length === 0 ? 'None yet.' : page.nextCursor ? 'The newest 20 are shown.' : '';
    more.hidden = more.textContent === '';
  }

  /** A concert that is hidden by now leaves its reservations without a title. */
  async function find(concertId) {
    if (concerts.has(concertId)) return;
    concerts.set(concertId, await call('GET', `/concerts/${concertId}`).catch(() => null));
  }

  /** On a small screen a new hold is far from the map it was chosen on. */
  view.reveal = async () => {
    await refresh();
    view.scrollIntoView({ block: 'nearest' });
  };

  view.refresh = refresh;
  return view;
}

function orderCard(reservation, concert, refresh, onPaid) {
  const performance = concert && concert.performances.find(each => each.performanceId === reservation.performanceId);
  const seats = reservation.seats.map(seat => `${seat.zone} ${seat.row}-${seat.number}`).join(', ');
  const state = el('span', { class: 'badge', 'data-state': reservation.state }, reservation.state.toLowerCase());
  const card = el('article', { class: 'order' },
    el('p', {}, el('strong', {}, seats), ' ', state),
    concert && el('p', {}, performance ? `${concert.title}, ${when(performance.startsAt, concert.timeZone)}` : concert.title),
    el('p', {}, money(reservation.amount, reservation.currency)),
    el('p', { class: 'quiet' }, `Reserved ${when(reservation.createdAt)}`));
  if (reservation.state === 'HELD') card.append(...heldActions(reservation, card, refresh, onPaid));
  return card;
}

function heldActions(reservation, card, refresh, onPaid) {
  const path = `/reservations/${reservation.reservationId}`;
  const clock = el('p', { class: 'countdown', role: 'timer' });
  const endsAt = performance.now() + reservation.expiresInSeconds * 1000;
  queueMicrotask(() => repeat(card, async () => {
    const left = Math.max(0, Math.ceil((endsAt - performance.now()) / 1000));
    clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')} left to pay`;
    if (left > 0) return 1;
    await refresh();
    return null;
  }));
  const pay = button('Pay', async () => {
    try {
      await callOnce('POST', `${path}/payment`, { concertId: reservation.concertId });
      notice('Paid. The seats are yours.');
      await onPaid();
    } finally {
      await refresh();
    }
  }, { class: 'primary' });
  const release = button('Release', async () => {
    await call('DELETE', path);
    await refresh();
  });
  return [clock, el('div', { class: 'choices' }, pay, release)];
}
