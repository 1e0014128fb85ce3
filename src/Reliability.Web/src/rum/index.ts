import { onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals';
import { describeVisit, type NavigatorLike } from './context.js';
import { METRIC_EVENT, type RumMetric } from './metric.js';
import { readOptions, type RumOptions } from './options.js';
import { Reporter } from './reporter.js';
import { send } from './transport.js';

function start(options: RumOptions): void {
  const reporter = new Reporter(describeVisit(location, navigator as NavigatorLike, options.release), {
    send: batch => send(
      { sendBeacon: navigator.sendBeacon?.bind(navigator), fetch: window.fetch?.bind(window) }, options.url, batch),
    announce: metric => dispatchEvent(new CustomEvent<RumMetric>(METRIC_EVENT, { detail: metric })),
    after: (milliseconds, callback) => {
      const timer = setTimeout(guarded(callback), milliseconds);
      return () => clearTimeout(timer);
    },
  });

  const measured = guarded(reporter.measured.bind(reporter));
  const everyChange = { reportAllChanges: true };
  onTTFB(measured);
  onFCP(measured);
  onLCP(measured, everyChange);
  onCLS(measured, everyChange);
  // By default interactions under 40 ms go unreported, which makes the reported ones look slow; 16 is the least allowed.
  onINP(measured, { ...everyChange, durationThreshold: 16 });

  // These run after web-vitals has taken its last values: it listens on window, in the capture phase.
  const hidden = guarded(() => reporter.hidden());
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && hidden());
  addEventListener('pagehide', hidden);

  const interacted = guarded((event: Event) => event.isTrusted && reporter.interacted());
  addEventListener('click', interacted, true);
  addEventListener('keydown', interacted, true);
}

/** Measuring must never break the page that is measured. */
function guarded<A extends unknown[]>(action: (...args: A) => void): (...args: A) => void {
  return (...args) => {
    try {
      action(...args);
    } catch {
      // Nothing the page could do about it.
    }
  };
}

guarded(() => {
  const script = document.currentScript as HTMLScriptElement | null
    ?? document.querySelector<HTMLScriptElement>('script[data-site][data-key][src]');
  const options = script && readOptions(script.src, script.dataset);
  if (options) start(options);
  else console.warn('rum.js: the script element needs data-site and data-key; nothing is measured.');
})();
