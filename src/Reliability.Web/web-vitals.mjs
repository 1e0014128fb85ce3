// What the bundle leaves out of web-vitals, so that the client fits into what a page should have to carry.
// Measured values stay the library's: a test compares them with those of the unchanged library in Chromium.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const REPLACED = {
  // One call per metric: there is nothing to share between calls.
  'lib/initUnique.js': 'export const initUnique = (options, Class) => new Class();',
  // Hooks for attribution, which src/rum/cause.ts does from the entries.
  'lib/FCPEntryManager.js': 'export class FCPEntryManager {}',
  'lib/LCPEntryManager.js': 'export class LCPEntryManager { _processEntry() {} }',
  // Browsers that tell interactions also count them.
  'lib/polyfills/interactionCountPolyfill.js': `
    export const initInteractionCountPolyfill = () => {};
    export const getInteractionCount = () => performance.interactionCount ?? 0;`,
  // Entries that come later correct the value, so nothing is gained by waiting for them.
  'lib/whenIdleOrHidden.js': 'export const whenIdleOrHidden = action => action();',
  'lib/softNavs.js': `
    export const checkSoftNavsEnabled = () => self.PerformanceSoftNavigation?.prototype.getLargestInteractionContentfulPaint;
    export const storeSoftNavEntry = () => {};`,
  // Every change is reported, and nobody asks for the difference to the one before.
  'lib/bindReporter.js': `
    export const bindReporter = (report, metric, [good, poor]) => {
      let earlier;
      return () => {
        const { value } = metric;
        if (value < 0 || value === earlier) return;
        earlier = value;
        metric.rating = value > poor ? 'poor' : value > good ? 'needs-improvement' : 'good';
        report(metric);
      };
    };`,
};

// All events of an interaction are kept, not only the slowest: pointerdown often comes without its element.
const INTERACTIONS = 'lib/InteractionManager.js';
const SLOWEST_ONLY = /if \(entry\.duration > interaction\._latency\) \{[^}]*\}[^{]*\{[^}]*\}/;
const ALL_EVENTS = `interaction.entries.push(entry);
  interaction._latency = Math.max(interaction._latency, entry.duration);`;

async function keepAllEvents(path) {
  const source = await readFile(path, 'utf8');
  if (!SLOWEST_ONLY.test(source)) throw new Error(`${INTERACTIONS} has changed; look at what web-vitals.mjs replaces.`);
  return { contents: source.replace(SLOWEST_ONLY, ALL_EVENTS), loader: 'js' };
}

const MODULES = fileURLToPath(new URL('.', import.meta.resolve('web-vitals/onCLS.js')));

/** An esbuild plugin that builds from the library's modules and replaces some of them. Fails when one is gone. */
export const slimWebVitals = {
  name: 'slim-web-vitals',
  setup(build) {
    const left = new Set(Object.keys(REPLACED));
    build.onResolve({ filter: /^web-vitals$/ }, () => ({ path: `${MODULES}index.js` }));
    build.onLoad({ filter: /[\\/]web-vitals[\\/]dist[\\/]modules[\\/]/ }, ({ path }) => {
      const name = path.slice(MODULES.length).replaceAll('\\', '/');
      left.delete(name);
      if (name === INTERACTIONS) return keepAllEvents(path);
      return REPLACED[name] && { contents: REPLACED[name], loader: 'js' };
    });
    build.onEnd(() => {
      if (left.size > 0) throw new Error(`web-vitals has no ${[...left].join(', ')} any more; look at what web-vitals.mjs replaces.`);
    });
  },
};
