// Feeds a running suite with made-up visits, so that there is something to look at.
// Usage: node feed.mjs http://127.0.0.1:7071/api shop pk_shop_1
// Silent unless something is wrong. Ends on SIGTERM, or when the suite has been gone for a minute.
import { setTimeout as sleep } from 'node:timers/promises';
import { visit } from './visits.mjs';

const BURST_VISITS = 250;
const BURST_CONNECTIONS = 8;
const VISITS_PER_SECOND = 1.5;
const MAX_WAIT_MS = 60_000;
const GIVE_UP_AFTER_MS = 60_000;
const TROUBLE_EVERY_MS = 30_000;

const [base, site, key] = process.argv.slice(2);
if (!base || !site || !key) {
  console.error('usage: node feed.mjs BASE SITE KEY');
  process.exit(2);
}
const { origin } = new URL(base);
const target = `${base.replace(/\/$/, '')}/rum/${encodeURIComponent(site)}?key=${encodeURIComponent(key)}`;

let accepted = 0;
let troubles = 0;
let toldAt = -Infinity;
let reachedAt = performance.now();
let resumeAt = 0;

for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));

let left = BURST_VISITS;
await Promise.all(Array.from({ length: BURST_CONNECTIONS }, async () => {
  while (left-- > 0) for (const view of visit(origin)) await send(view);
}));
while (true) {
  // Exponential gaps: visitors do not know of each other.
  await sleep(-Math.log(1 - Math.random()) * 1000 / VISITS_PER_SECOND);
  for (const view of visit(origin)) await send(view);
}

async function send({ url, userAgent, bodies }) {
  const headers = { 'content-type': 'text/plain;charset=UTF-8', origin, referer: url, 'user-agent': userAgent };
  for (const body of bodies) await post(headers, JSON.stringify(body));
}

async function post(headers, body) {
  for (;;) {
    // One refusal holds back all connections.
    while (resumeAt > performance.now()) await sleep(resumeAt - performance.now());
    const wait = await attempt(headers, body);
    if (wait === undefined) return;
    resumeAt = Math.max(resumeAt, performance.now() + wait);
  }
}

/** Posts once; returns how long to wait before the same body may be tried again, or nothing when done with it. */
async function attempt(headers, body) {
  try {
    const response = await fetch(target, { method: 'POST', headers, body, signal: AbortSignal.timeout(30_000) });
    const answer = await response.text();
    reachedAt = performance.now();
    if (response.ok) accepted++;
    else trouble(`HTTP ${response.status} ${answer.slice(0, 200)}`);
    return response.status === 429 || response.status === 503 ? retryAfter(response) : undefined;
  } catch (error) {
    trouble(error.cause?.message || error.message);
    if (performance.now() - reachedAt > GIVE_UP_AFTER_MS) process.exit(1);
    return 2_000;
  }
}

/** Seconds or a date, as RFC 9110 has it. */
function retryAfter(response) {
  const value = response.headers.get('retry-after') ?? '';
  const milliseconds = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Math.min(Math.max(milliseconds || 1_000, 100), MAX_WAIT_MS);
}

function trouble(reason) {
  troubles++;
  if (performance.now() - toldAt < TROUBLE_EVERY_MS) return;
  toldAt = performance.now();
  console.error(`${new Date().toISOString()} ${accepted} beacons accepted, ${troubles} not; last: ${reason}`);
}
