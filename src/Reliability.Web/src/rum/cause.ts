import type { Metric } from 'web-vitals';
import { wholeMs } from './rounding.js';

/** What caused a value: the element, and where the time went. */
export interface Cause {
  readonly target?: string | undefined;
  readonly phases?: readonly number[] | undefined;
}

type NavigationTiming = PerformanceNavigationTiming & { readonly activationStart?: number };
interface LayoutShift extends PerformanceEntry {
  readonly value: number;
  readonly sources: readonly { readonly node: Node | null }[];
}

/** What an element has besides what every node has. */
type MaybeElement = Node & Partial<Pick<Element, 'id' | 'classList'>>;

const MAX_SELECTOR_LENGTH = 100;

/** A selector that finds the node, or nearly: from the closest id down, cut to the innermost parts that fit. */
export function selectorOf(node: MaybeElement | null | undefined): string | undefined {
  let selector: string | undefined;
  // Only the document, and a node that has left it, have no parent.
  for (; node?.parentNode; node = node.parentNode) {
    const part = node.id ? '#' + node.id : [node.nodeName.toLowerCase(), ...(node.classList ?? [])].join('.');
    const longer = selector ? part + '>' + selector : part.slice(0, MAX_SELECTOR_LENGTH);
    if (longer.length > MAX_SELECTOR_LENGTH) break;
    selector = longer;
    if (node.id) break;
  }
  return selector;
}

/** Tells the cause of a vital from the entries it was computed from. */
export function causeOf({ name, value, entries, navigationType }: Metric): Cause {
  if (!entries[0]) return {};
  if (name == 'CLS') return causeOfShift(entries as LayoutShift[]);
  if (name == 'INP') return causeOfInteraction(value, entries as PerformanceEventTiming[]);
  return name == 'LCP' ? causeOfPaint(value, entries as LargestContentfulPaint[], navigationType) : {};
}

function causeOfShift(entries: readonly LayoutShift[]): Cause {
  const { sources } = entries.reduce((largest, entry) => entry.value > largest.value ? entry : largest);
  return { target: selectorOf(sources[0]?.node) };
}

function causeOfInteraction(value: number, entries: readonly PerformanceEventTiming[]): Cause {
  const { startTime } = entries.find(({ duration }) => duration == value) ?? entries[0]!;
  const paint = startTime + value;
  // Several events of an interaction can wait for the same paint; those before and after it are another's.
  const same = entries.filter(({ processingStart }) => processingStart >= startTime && processingStart < paint);
  const begun = Math.min(...same.map(entry => entry.processingStart));
  // The next paint ends the interaction, whatever handlers did after it.
  const ended = Math.min(paint, Math.max(...same.map(entry => entry.processingEnd)));
  return {
    target: selectorOf(entries.find(({ target }) => target)?.target as Node | undefined),
    phases: [wholeMs(startTime, begun), wholeMs(begun, ended), wholeMs(ended, paint)],
  };
}

// The subparts are those of https://web.dev/articles/optimize-lcp.
function causeOfPaint(value: number, [entry]: readonly LargestContentfulPaint[], navigationType: string): Cause {
  const { element, url } = entry!;
  const target = selectorOf(element);
  const navigation = performance.getEntriesByType('navigation')[0] as NavigationTiming | undefined;
  // A restored page and a new route have no navigation of their own to measure from.
  if (!navigation || /-c|^s/.test(navigationType)) return { target };
  const { responseStart, activationStart = 0 } = navigation;
  const resource = performance.getEntriesByName(url)[0] as PerformanceResourceTiming | undefined;
  const end = activationStart + value;
  const firstByte = Math.max(activationStart, responseStart);
  const requested = Math.max(firstByte, resource?.requestStart || resource?.startTime || 0);
  const loaded = Math.min(end, Math.max(requested, resource?.responseEnd ?? 0));
  return {
    target,
    phases: [
      wholeMs(activationStart, firstByte), wholeMs(firstByte, requested), wholeMs(requested, loaded), wholeMs(loaded, end),
    ],
  };
}
