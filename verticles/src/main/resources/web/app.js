// The buyers' page: log in, choose a concert, and follow it from the queue to the paid seat.

import { call, session, setSession } from './api.js';
import { act, button, el, hideNotice, notice, show, when } from './dom.js';
import { reservationsView, walletView } from './orders.js';
import { queueView } from './queue.js';
import { datesView } from './seats.js';

const page = document.getElementById('page');
const account = document.getElementById('account');
const STATES = { SCHEDULED: 'opens soon', ON_SALE: 'on sale', PAUSED: 'paused', SOLD_OUT: 'sold out', CLOSED: 'closed' };

function logInView() {
  const name = el('input', { id: 'name', name: 'name', autocomplete: 'username', required: true, maxlength: '64' });
  const password = el('input', {
    id: 'password', name: 'password', type: 'password', autocomplete: 'current-password', required: true, minlength: '8', maxlength: '128',
  });
  async function logIn() {
    const body = { name: name.value, password: password.value };
    const token = await call('POST', '/login', { body });
    setSession({ accessToken: token.accessToken, userId: token.userId, name: name.value });
    hideNotice();
    await route();
  }
  async function signUp() {
    if (!form.reportValidity()) return;
    await call('POST', '/users', { body: { name: name.value, password: password.value } });
    await logIn();
  }
  const submit = el('button', { class: 'primary' }, 'Log in');
  const form = el('form', {
    class: 'card narrow',
    onsubmit: event => {
      event.preventDefault();
      act(submit, logIn);
    },
  }, el('h1', {}, 'Log in to buy'), el('label', { for: 'name' }, 'Name'), name,
    el('label', { for: 'password' }, 'Password'), password,
    el('p', { class: 'quiet' }, 'New here? Choose a name and a password of at least 8 characters, then sign up.'),
    el('div', { class: 'choices' }, submit, button('Sign up', signUp)));
  return form;
}

async function concertsView() {
  const concerts = [];
  let cursor = null;
  do {
    const found = await call('GET', `/concerts?limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
    concerts.push(...found.items);
    cursor = found.nextCursor;
  } while (cursor && concerts.length < 1000);
  const cards = concerts.map(concert => el('a', { class: 'card concert', href: `#/concerts/${concert.concertId}` },
    el('h2', {}, concert.title),
    el('p', { class: 'quiet' }, concert.venue),
    el('p', {}, ...concert.performances.slice(0, 3).map(each => el('span', { class: 'line' }, when(each.startsAt, concert.timeZone)))),
    el('span', { class: 'badge', 'data-state': concert.state }, STATES[concert.state])));
  return el('section', { 'aria-label': 'Concerts' }, el('h1', {}, 'Concerts'),
    concerts.length === 0 ? el('p', {}, 'Nothing is on sale yet.') : el('div', { class: 'grid' }, ...cards));
}

async function concertView(concertId) {
  const concert = await call('GET', `/concerts/${concertId}`);
  const dates = el('div');
  const wallet = walletView(() => {});
  const reservations = reservationsView(() => {
    queue.paid();
    return wallet.refresh();
  }, [concert]);
  const queue = queueView(concert, admitted => act(null, async () => {
    show(dates, admitted ? await datesView(concert, reservations.reveal) : null);
  }));
  await Promise.all([wallet.refresh(), reservations.refresh()]);
  return el('div', {}, el('h1', {}, concert.title),
    el('p', {}, `${concert.venue}, ${STATES[concert.state]}`),
    concert.state === 'SCHEDULED' ? el('p', {}, `Sales open ${when(concert.salesOpenAt, concert.timeZone)}.`) : null,
    el('div', { class: 'columns' }, el('div', {}, queue, dates), el('div', {}, reservations, wallet)));
}

async function ordersPage() {
  const wallet = walletView(() => {});
  const reservations = reservationsView(() => wallet.refresh());
  await Promise.all([wallet.refresh(), reservations.refresh()]);
  return el('div', {}, el('h1', {}, 'My account'), el('div', { class: 'columns' }, reservations, wallet));
}

function accountView() {
  const now = session();
  show(account, ...(now ? [
    el('a', { href: '#/orders' }, 'My reservations'), el('span', { class: 'quiet who' }, now.name),
    button('Log out', async () => {
      setSession(null);
      location.hash = '#/';
      await route();
    }),
  ] : [el('a', { href: '#/login' }, 'Log in')]));
}

let routed = 0;

async function route() {
  const mine = ++routed;
  accountView();
  const [, name, id] = location.hash.split('/');
  const view = await act(null, async () => {
    const wantsLogIn = name === 'login' || ((name === 'concerts' || name === 'orders') && !session());
    if (wantsLogIn && !session()) return logInView();
    if (name === 'concerts' && id) return concertView(encodeURIComponent(id));
    return name === 'orders' ? ordersPage() : concertsView();
  });
  if (mine !== routed || !view) return;
  show(page, view);
  const heading = view.querySelector('h1');
  document.title = heading ? `${heading.textContent} · Boxoffice` : 'Boxoffice';
  page.focus({ preventScroll: true });
}

window.addEventListener('hashchange', () => {
  hideNotice();
  route();
});
window.addEventListener('logged-out', () => {
  notice('Please log in again.');
  route();
});
route();
