// Speaks to the REST API and remembers who is logged in, and which place is held where.

const BASE = '/api/v1';
const SESSION = 'boxoffice.session';

export class Problem extends Error {
  constructor(problem, status) {
    super(sentence(problem));
    this.code = problem.code;
    this.status = status;
    this.problem = problem;
  }
}

/** What a buyer reads, in the server's language: the detail, and which field is wrong with what. */
function sentence(problem) {
  const detail = problem.detail || problem.title || 'No answer.';
  const wrong = (problem.errors || []).map(error => `${error.pointer.split('/').pop()}: ${error.detail}`);
  return [detail, ...wrong].join(' ');
}

export function session() {
  try {
    return JSON.parse(localStorage.getItem(SESSION) || 'null');
  } catch (notJson) {
    return null;
  }
}

export function setSession(value) {
  if (value) localStorage.setItem(SESSION, JSON.stringify(value));
  else localStorage.removeItem(SESSION);
}

export function queueToken(concertId, token) {
  const now = session();
  if (!now) return null;
  now.places = now.places || {};
  if (token === undefined) return now.places[concertId] || null;
  if (token === null) delete now.places[concertId];
  else now.places[concertId] = token;
  setSession(now);
  return token;
}

/** A new Idempotency-Key; keep it to repeat the same request. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}

export async function call(method, path, { body, concertId, key } = {}) {
  const headers = { Accept: 'application/json' };
  const now = session();
  if (now) headers.Authorization = `Bearer ${now.accessToken}`;
  const place = concertId && queueToken(concertId);
  if (place) headers['Queue-Token'] = place;
  if (key) headers['Idempotency-Key'] = key;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let response;
  try {
    response = await fetch(BASE + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch (lost) {
    throw new Problem({ detail: 'The server does not answer. Please try again.', code: 'OFFLINE' }, 0);
  }
  const text = await response.text();
  let answer = null;
  try {
    answer = text ? JSON.parse(text) : null;
  } catch (notJson) {
    answer = {};
  }
  if (!response.ok) {
    if (answer && answer.code === 'ACCESS_TOKEN_INVALID' && now) {
      setSession(null);
      window.dispatchEvent(new Event('logged-out'));
    }
    throw new Problem(answer || {}, response.status);
  }
  return answer;
}

/** Repeats with one key while nobody knows whether it was done; at most five times. */
export async function callOnce(method, path, options) {
  const key = newKey();
  for (let attempt = 1; ; attempt++) {
    try {
      return await call(method, path, { ...options, key });
    } catch (problem) {
      const again = problem.status === 0 || problem.status >= 500 || problem.code === 'IDEMPOTENCY_IN_PROGRESS';
      if (!again || attempt === 5) throw problem;
      await new Promise(resolve => setTimeout(resolve, 300 * attempt));
    }
  }
}
