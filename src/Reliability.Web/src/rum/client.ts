import { onCLS, onFCP, onINP, onLCP, onTTFB, type Metric } from 'web-vitals';
import { createActivity } from './activity.js';
import type { ApiEnvironment } from './api.js';
import { causeOf } from './cause.js';
import { deviceOf, pageOf, type NavigatorLike } from './context.js';
import { createErrors } from './errors.js';
import type { Unstamped } from './events.js';
import { announce, guarded, listen } from './guarded.js';
import { navigationEvent } from './navigation.js';
import type { RumAttributes, RumOptions } from './options.js';
import { createOutbox, QUIET_MS, SLOW_MS } from './outbox.js';
import { createResources, type ResourceTiming } from './resources.js';
import type { RumBatch, RumEvent } from './rum.js';
import { createSession, isSampled, randomId } from './session.js';
import { send } from './transport.js';
import { createVitals } from './vitals.js';

/** Measures the page from now on. Returns what the page's own calls act on. */
export function client({ url, release, sample }: RumOptions, data: RumAttributes): ApiEnvironment {
  const session = createSession(() => sessionStorage as { rum?: string });
  const here = () => pageOf(location);
  let page = here();
  // Browsers without the Navigation API (before 2026) do not tell when a route is left.
  const stamp = () => ({ at: Date.now(), page: window.navigation ? page : page = here() });
  const stamped = (event: Unstamped): RumEvent => ({ ...stamp(), ...event });
  let kind: string | undefined;

  const { add, wake, flush } = createOutbox(
    leaving => [vitals, errors, activity, resources].flatMap(source => source.take(leaving) as Unstamped[]).map(stamped),
    events => {
      const id = session();
      if (!isSampled(id, sample)) return;
      const { connection, webdriver } = navigator as NavigatorLike;
      const batch: RumBatch = {
        rum: 1, sent: Date.now(), session: id, page, device: deviceOf(navigator), connection: connection?.effectiveType,
        release, navigation: kind, webdriver: webdriver || undefined,
        events: events.map(event => event.page == page ? { ...event, page: undefined } : event),
      };
      send(url, batch);
      announce('reliability:batch', batch);
    });
  const soon = () => wake(QUIET_MS);
  const later = () => wake(SLOW_MS);
  const vitals = createVitals(add, soon);
  const errors = createErrors(stamp, later);
  const activity = createActivity();
  const offscreen = new Set<string>();
  const resources = createResources(location.hostname, url, offscreen);

  const measured = guarded((metric: Metric) => {
    kind = metric.navigationType;
    const told = Object.assign(metric, causeOf(metric));
    vitals.measured(told, pageOf(new URL(metric.navigationURL || location.href)));
    announce('reliability:metric', told);
  });
  const options = { reportAllChanges: true, reportSoftNavs: true };
  onFCP(measured, options);
  onLCP(measured, options);
  onCLS(measured, options);
  // By default interactions under 40 ms go unreported, which makes the reported ones look slow; 16 is the least allowed.
  onINP(measured, { ...options, durationThreshold: 16 });
  let isLoaded = false;
  onTTFB(metric => {
    measured(metric);
    // The first time this comes is when the page has loaded.
    if (!isLoaded) loaded(metric.entries[0] as PerformanceNavigationTiming);
    isLoaded = true;
  }, options);

  const loaded = guarded((entry: PerformanceNavigationTiming) => {
    add(stamped(navigationEvent(entry, randomId())));
    if (data.noResources != null) return;
    for (const image of document.images) {
      if (image.loading != 'lazy' && image.getBoundingClientRect().top > innerHeight) offscreen.add(image.currentSrc);
    }
    new PerformanceObserver(list => resources.add(list.getEntries() as unknown as ResourceTiming[]))
      .observe({ type: 'resource', buffered: true });
  });

  const viewed = () => {
    activity.viewed();
    soon();
  };
  // Routes of a single-page application.
  window.navigation?.addEventListener('currententrychange', guarded(() => {
    if (page == here()) return;
    // What came together belongs to the page that is left.
    flush();
    page = here();
    viewed();
  }));
  listen('pageshow', (event: PageTransitionEvent) => event.persisted && viewed());

  const interacted = ({ isTrusted, type, target }: Event) => {
    if (!isTrusted) return;
    activity.interacted(type == 'click' && target);
    later();
  };
  listen('click', interacted);
  listen('keydown', interacted);

  if (data.noErrors == null) {
    listen('error', ({ error, message, filename, lineno, colno }: ErrorEvent) =>
      message && errors.caught(error ?? message, 'Error', `${filename}:${lineno}:${colno}`));
    listen('unhandledrejection', ({ reason }: PromiseRejectionEvent) => errors.caught(reason, 'UnhandledRejection'));
  }

  // These run after web-vitals has taken its last values: it listens on window, too, and was first.
  const leave = () => {
    activity.seen(false);
    flush(true);
  };
  const shown = () => document.visibilityState == 'hidden' ? leave() : activity.seen(true);
  listen('visibilitychange', shown);
  listen('pagehide', leave);
  shown();
  viewed();
  return { add: event => add(stamped(event)), caught: errors.caught };
}
