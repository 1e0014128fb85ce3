// Made-up visits to a shop: what browsers would have measured on them.

const PAGES = [
  // LCP relative to the front page; share of visits; whether late content shifts the layout.
  { path: () => '/', lcp: 1, share: 0.28 },
  { path: () => '/products', lcp: 1.15, share: 0.2, shifts: true },
  { path: () => `/products/${123 + Math.floor(Math.random() * 40)}`, lcp: 0.95, share: 0.27 },
  { path: () => '/search', lcp: 1.2, share: 0.08, shifts: true },
  { path: () => '/cart', lcp: 0.75, share: 0.08 },
  { path: () => '/checkout', lcp: 1.4, share: 0.06 },
  { path: () => '/account', lcp: 0.8, share: 0.03 },
];
const DEVICES = [
  {
    device: 'mobile', share: 0.56, speed: 1.5,
    connections: [
      { type: '4g', share: 0.82, slowness: 1 },
      { type: '3g', share: 0.14, slowness: 2.1 },
      { type: '2g', share: 0.04, slowness: 4.5 },
    ],
  },
  {
    device: 'desktop', share: 0.36, speed: 0.8,
    connections: [
      { type: '4g', share: 0.97, slowness: 1 },
      { type: '3g', share: 0.03, slowness: 2.1 },
    ],
  },
  {
    device: 'tablet', share: 0.08, speed: 1.15,
    connections: [
      { type: '4g', share: 0.93, slowness: 1 },
      { type: '3g', share: 0.07, slowness: 2.1 },
    ],
  },
];
const USER_AGENTS = {
  mobile: [
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  ],
  desktop: [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
  ],
  tablet: ['Mozilla/5.0 (iPad; CPU OS 16_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1'],
};
const BOUNDS = { LCP: [2500, 4000], INP: [200, 500], CLS: [0.1, 0.25], FCP: [1800, 3000], TTFB: [800, 1800] };

/** One page view: `{ url, userAgent, bodies }`, the bodies in the order a browser would send them. */
export function visit(origin) {
  const page = weighted(PAGES);
  const { device, speed, connections } = weighted(DEVICES);
  const { type: connection, slowness } = weighted(connections);
  const release = Math.random() < 0.7 ? '1.4.2' : '1.4.1';
  const url = origin + page.path();
  const navigationType = weighted([
    { type: 'navigate', share: 0.84 }, { type: 'reload', share: 0.05 },
    { type: 'back-forward', share: 0.04 }, { type: 'back-forward-cache', share: 0.07 },
  ]).type;

  const measured = navigationType === 'back-forward-cache'
    ? restored() : loaded(page, speed, slowness, release);
  const metrics = Object.entries(measured).map(([name, value]) => metric(name, value, navigationType));
  const userAgent = pick(USER_AGENTS[device]);
  // Only Chromium tells the connection.
  const context = { page: url, ...(/Chrome/.test(userAgent) && { connection }), device, release };
  return { url, userAgent, bodies: bodiesOf(metrics, context) };
}

function loaded(page, speed, slowness, release) {
  const TTFB = logNormal(300, 0.5) * slowness;
  const FCP = TTFB + logNormal(420, 0.45) * speed * Math.sqrt(slowness);
  const LCP = FCP + logNormal(480, 0.6) * page.lcp * speed * slowness;
  // 1.4.2 made typing in the search box and the checkout heavier: something to find by grouping by release.
  const heavier = release === '1.4.2' && page.lcp >= 1.2 ? 1.7 : 1;
  return { TTFB, FCP, LCP, ...interaction(70 * speed * heavier), CLS: shift(page.shifts ? 0.7 : 0.3) };
}

const restored = () => ({ TTFB: 0, FCP: logNormal(40, 0.4), LCP: logNormal(45, 0.4), ...interaction(60), CLS: shift(0.1) });

// A third of the visitors look and leave. Browsers round event timing to 8 ms.
const interaction = median => Math.random() < 0.34 ? {} : { INP: Math.max(16, Math.round(logNormal(median, 0.7) / 8) * 8) };

const shift = chance => Math.random() < chance ? Math.min(logNormal(0.045, 1.1), 2) : 0;

function metric(name, value, navigationType) {
  const rounded = name === 'CLS' ? Number(value.toFixed(6)) : Math.round(value * 10) / 10;
  const [good, poor] = BOUNDS[name];
  const rating = rounded <= good ? 'good' : rounded <= poor ? 'needs-improvement' : 'poor';
  const id = `v6-${Date.now()}-${Math.floor(Math.random() * 9e12) + 1e12}`;
  return { name, value: rounded, rating, delta: rounded, id, navigationType };
}

/** Most sites use this suite's client, some send what the README of web-vitals shows. */
function bodiesOf(metrics, context) {
  const chance = Math.random();
  if (chance < 0.05) return metrics.map(({ name, value, id }) => ({ name, value, id, page_location: context.page }));
  if (chance < 0.1) return [metrics.map(item => ({ ...item, entries: [], navigationId: 1, navigationURL: context.page }))];
  const events = metrics.map(item => ({ ...item, ...context }));
  const early = events.filter(({ name }) => name === 'TTFB' || name === 'FCP');
  return chance < 0.5 ? [events] : [early, events.filter(event => !early.includes(event))];
}

function weighted(choices) {
  let chance = Math.random() * choices.reduce((sum, { share }) => sum + share, 0);
  return choices.find(({ share }) => (chance -= share) < 0) ?? choices.at(-1);
}

const pick = choices => choices[Math.floor(Math.random() * choices.length)];

/** Box–Muller: a log-normal value with this median; 1 - random is never zero. */
function logNormal(median, sigma) {
  const normal = Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
  return median * Math.exp(sigma * normal);
}
