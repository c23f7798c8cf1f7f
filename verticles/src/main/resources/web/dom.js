// Small helpers to build the page; text goes in as text, never as HTML.

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, '');
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter(child => child != null));
  return node;
}

export function show(node, ...children) {
  node.replaceChildren(...children.filter(child => child != null));
  return node;
}

let noticeTimer;

export function notice(text, isError = false) {
  const line = document.getElementById('notice');
  line.textContent = text;
  line.classList.toggle('error', isError);
  line.hidden = false;
  clearTimeout(noticeTimer);
  noticeTimer = setTimeout(hideNotice, 8000);
}

/** What was said on one page does not belong to the next. */
export function hideNotice() {
  document.getElementById('notice').hidden = true;
}

/** Runs an action with its button disabled; a refusal becomes a notice. */
export async function act(button, action) {
  if (button) button.disabled = true;
  try {
    return await action();
  } catch (problem) {
    notice(problem.message, true);
    return undefined;
  } finally {
    if (button) button.disabled = false;
  }
}

export function button(label, action, attributes = {}) {
  return el('button', { type: 'button', onclick: event => act(event.currentTarget, action), ...attributes }, label);
}

const formats = new Map();

/** Minor units as the buyer's language writes them; formats are kept, since a map has thousands of prices. */
export function money(amount, currency = 'KRW') {
  if (!formats.has(currency)) formats.set(currency, new Intl.NumberFormat(undefined, { style: 'currency', currency }));
  const format = formats.get(currency);
  return format.format(amount / 10 ** format.resolvedOptions().maximumFractionDigits);
}

export function when(time, timeZone) {
  return new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short', timeZone });
}

const ATTACH_TRIES = 100;

/**
 * Asks again and again while the view is shown; a view that is still being built is waited for.
 * The task says in how many seconds, or null to end.
 */
export function repeat(view, task) {
  let stopped = false;
  (async () => {
    for (let tries = 0; !view.isConnected && tries < ATTACH_TRIES; tries++) await pause(0.1);
    while (!stopped && view.isConnected) {
      let seconds;
      try {
        seconds = await task();
      } catch (problem) {
        seconds = problem.status === 0 || problem.status >= 500 || problem.status === 429 ? 3 : null;
        if (seconds === null) notice(problem.message, true);
      }
      if (seconds === null) return;
      await pause(Math.max(1, seconds));
    }
  })();
  return () => { stopped = true; };
}

function pause(seconds) {
  return new Promise(resolve => setTimeout(resolve, seconds * 1000));
}
