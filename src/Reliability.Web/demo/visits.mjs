// Made-up visits to a shop: what browsers would have measured on them, and what their visitors did.
import { digits, happens, logNormal, pick, weighted } from './chance.mjs';
import { errorEvent, navigationEvent, resourcesEvent, vitalEvent } from './events.mjs';
import { measured } from './measured.mjs';
import { DEVICES, PAGES, USER_AGENTS } from './shop.mjs';

// Of all sessions; those without the client do not tell.
const ERROR_SESSIONS = 0.0165;
const BOTS = 0.01;
// Some pages use the web-vitals library alone, as its README shows.
const WITHOUT_CLIENT = 0.1;

/** The views of one visitor, in order: `{ url, userAgent, bodies }`, the bodies in the order a browser would send them. */
export function visit(origin) {
  const { device, speed, connections } = weighted(DEVICES);
  const { type: connection, slowness } = weighted(connections);
  const visitor = {
    origin, device, speed, slowness, connection,
    userAgent: pick(USER_AGENTS[device]),
    release: happens(0.7) ? '1.4.2' : '1.4.1',
    session: digits(),
    isBot: happens(BOTS),
    fails: happens(ERROR_SESSIONS),
    hasClient: !happens(WITHOUT_CLIENT),
  };
  const views = [];
  for (let page = first(); page; page = next(page, views.at(-1))) views.push(view(visitor, page, views.length));
  return views.map(({ url, bodies }) => ({ url, userAgent: visitor.userAgent, bodies }));
}

const first = () => weighted(Object.values(PAGES));

/** Where the visitor goes from here: slow pages lose some. */
function next(page, { LCP, events }) {
  const patience = LCP > 4_000 ? 0.55 : LCP > 2_500 ? 0.8 : 1;
  if (!happens(0.62 * patience)) return undefined;
  if (events.includes('add-to-cart')) return PAGES.cart;
  if (page === PAGES.cart) return PAGES.checkout;
  if (page === PAGES.checkout) return PAGES.account;
  return PAGES[weighted([{ name: 'product', share: 0.7 }, { name: 'list', share: 0.2 }, { name: 'search', share: 0.1 }]).name];
}

function view(visitor, page, index) {
  const url = visitor.origin + page.path();
  const kind = index > 0 ? 'navigate' : weighted([
    { type: 'navigate', share: 0.8 }, { type: 'reload', share: 0.06 }, { type: 'back-forward', share: 0.05 },
    { type: 'back-forward-cache', share: 0.09 },
  ]).type;
  const values = measured(page, visitor, kind);
  const events = stepsOn(page, values);
  const vitals = Object.entries(values).map(([name, value]) => vitalEvent(name, value, kind, page, values));
  const bodies = visitor.hasClient ? batches(visitor, { page, url, kind, index, vitals, events, values }) : alone(vitals, url);
  return { url, bodies, LCP: values.LCP, events };
}

function stepsOn(page, { INP }) {
  if (page === PAGES.product) return ['view-product', ...(happens(INP > 200 ? 0.2 : 0.3) ? ['add-to-cart'] : [])];
  return page === PAGES.checkout && happens(0.7) ? ['pay'] : [];
}

/** What this suite's client sends: soon after the load, and on leaving. */
function batches({ origin, session, device, connection, userAgent, release, isBot, fails }, { page, url, kind, index, vitals, events, values }) {
  const head = {
    rum: 1, sent: Date.now(), session, page: url, release, navigation: kind,
    // Only Chromium tells the connection, and iPads pretend to be Macs.
    ...(/Chrome/.test(userAgent) && { connection }), ...(device === 'tablet' && { device }), ...(isBot && { webdriver: true }),
  };
  const at = head.sent;
  const isLoaded = kind !== 'back-forward-cache';
  const isEarly = ({ name }) => name !== 'INP' && name !== 'CLS';
  const stamp = event => ({ ...event, at });
  const early = [
    ...vitals.filter(isEarly), ...(isLoaded ? [navigationEvent(values), resourcesEvent(page)] : []),
    { t: 'activity', views: 1, interactions: 0, rage: 0, seconds: 5 },
  ];
  const late = [
    ...vitals.filter(event => !isEarly(event)), ...events.map(name => ({ t: 'event', name })),
    ...(events.includes('pay') ? [{ t: 'business', name: 'revenue', value: Math.round(logNormal(48, 0.5) * 100) / 100 }] : []),
    ...(fails && index === 0 ? [errorEvent(origin)] : []),
    {
      t: 'activity', views: 0, interactions: values.INP ? 1 + Math.floor(logNormal(3, 0.7)) : 0, rage: +happens(fails ? 0.3 : 0.004),
      seconds: Math.round(logNormal(18, 0.9)),
    },
  ];
  return [early, late].map(some => ({ ...head, events: some.map(stamp) }));
}

/** What the README of web-vitals sends: one value at a time, or the queue with all that hangs on it. */
const alone = (vitals, url) => happens(0.5)
  ? vitals.map(({ name, value, id }) => ({ name, value, id, page_location: url }))
  : [vitals.map(({ name, value, id, navigationType }) =>
      ({ name, value, delta: value, id, navigationType, entries: [], navigationId: 1, navigationURL: url }))];
