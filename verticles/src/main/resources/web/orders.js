// The wallet, and the buyer's reservations with their countdown.

import { call, callOnce } from './api.js';
import { act, button, el, money, notice, repeat, show, when } from './dom.js';

export function walletView(onChange) {
  const balance = el('strong', { 'aria-live': 'polite' }, '…');
  const amount = el('input', { type: 'number', id: 'amount', min: '1', max: '10000000', step: '1', value: '100000', required: true });
  const submit = el('button', { class: 'primary' }, 'Charge');
  const form = el('form', {
    class: 'inline',
    onsubmit: event => {
      event.preventDefault();
      act(submit, charge);
    },
  }, el('label', { for: 'amount' }, 'Amount'), amount, submit);
  const view = el('section', { class: 'card', 'aria-label': 'Wallet' }, el('h2', {}, 'Wallet'), balance, form);

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
    balance.textContent = money(wallet.balance, wallet.currency);
    onChange(wallet);
  }

  view.refresh = refresh;
  return view;
}

export function reservationsView(onPaid) {
  const list = el('div');
  const more = el('p');
  const view = el('section', { class: 'card', 'aria-label': 'My reservations' }, el('h2', {}, 'My reservations'), list, more);

  async function refresh() {
    const page = await call('GET', '/reservations?limit=20');
    show(list, ...page.items.map(reservation => orderCard(reservation, refresh, onPaid)));
    more.textContent = page.items.length === 0 ? 'None yet.' : page.nextCursor ? 'The newest 20 are shown.' : '';
  }

  view.refresh = refresh;
  return view;
}

function orderCard(reservation, refresh, onPaid) {
  const seats = reservation.seats.map(seat => `${seat.zone} ${seat.row}-${seat.number}`).join(', ');
  const state = el('span', { class: 'badge', 'data-state': reservation.state }, reservation.state.toLowerCase());
  const card = el('article', { class: 'order' },
    el('p', {}, el('strong', {}, seats), ' ', state),
    el('p', {}, `${money(reservation.amount, reservation.currency)}, ${when(reservation.createdAt)}`));
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
