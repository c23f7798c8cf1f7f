// The buyer's place in a concert's queue, kept alive by asking as often as the server wants.

import { call, queueToken } from './api.js';
import { button, el, notice, repeat, show } from './dom.js';

const STATES = { EXPIRED: 'Your place has lapsed.', LEFT: 'You left the queue.', COMPLETED: 'All done: your seats are paid.' };

export function queueView(concert, onAdmitted) {
  const card = el('section', { class: 'card', 'aria-label': 'Queue' });
  let stop = () => {};
  let admitted = false;
  let paid = false;

  async function join() {
    const place = await call('POST', `/concerts/${concert.concertId}/queue`);
    queueToken(concert.concertId, place.token);
    paid = false;
    watch();
  }

  async function leave() {
    stop();
    await call('DELETE', `/concerts/${concert.concertId}/queue`, { concertId: concert.concertId });
    queueToken(concert.concertId, null);
    outside('You left the queue.');
  }

  function outside(text) {
    admitted = false;
    onAdmitted(false);
    show(card, el('p', {}, text), button('Join the queue', join, { class: 'primary' }));
  }

  function inside(place) {
    if (place.state === 'WAITING') {
      const wait = place.estimatedWaitSeconds;
      show(card,
        el('p', { class: 'position', 'aria-live': 'polite' }, `Number ${place.position.toLocaleString()}`),
        el('p', {}, place.ahead === 0 ? 'You are next.' : `${place.ahead.toLocaleString()} ahead of you.`),
        wait && el('p', {}, `About ${minutes(wait.low)} to ${minutes(wait.high)}.`),
        el('p', { class: 'quiet' }, 'Keep this page open; your place lives while it asks.'),
        button('Leave the queue', leave));
    } else {
      const until = new Date(place.expiresAt).toLocaleTimeString(undefined, { timeStyle: 'short' });
      show(card, el('p', { class: 'turn', 'aria-live': 'polite' }, `It is your turn, until ${until}.`), button('Leave the queue', leave));
    }
    if (!admitted && place.state === 'ADMITTED') {
      admitted = true;
      onAdmitted(true);
    }
  }

  function watch() {
    stop();
    stop = repeat(card, async () => {
      try {
        const place = await call('GET', `/concerts/${concert.concertId}/queue`, { concertId: concert.concertId });
        if (STATES[place.state]) return ended(STATES[place.state]);
        queueToken(concert.concertId, place.token);
        inside(place);
        return place.refreshAfterSeconds;
      } catch (problem) {
        if (problem.code === 'QUEUE_TOKEN_EXPIRED' || problem.code === 'QUEUE_TOKEN_INVALID') {
          return ended(paid ? STATES.COMPLETED : 'Your place has ended.');
        }
        throw problem;
      }
    });
  }

  function ended(text) {
    queueToken(concert.concertId, null);
    if (!paid) notice(text);
    outside(text);
    return null;
  }

  outside('Join the queue to see dates and seats.');
  if (queueToken(concert.concertId)) queueMicrotask(watch);

  /** After a payment: where no other hold is left, the place ends, and as it should. */
  card.paid = () => {
    paid = true;
    watch();
  };
  return card;
}

function minutes(seconds) {
  return seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
