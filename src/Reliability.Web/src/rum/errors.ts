import type { Stamp } from './events.js';
import type { ErrorReport } from './rum.js';

/** Most different errors told of one page. */
export const MAX_ERRORS = 20;

const MAX_TYPE_LENGTH = 64;
const MAX_MESSAGE_LENGTH = 500;
const MAX_STACK_LENGTH = 2_000;

/** Counts what goes wrong in the page. */
export interface Errors {
  /**
   * Takes in what was thrown, which can be anything.
   * @param type What it is called when it has no name of its own.
   * @param place Where it happened, for want of a stack.
   */
  caught(thrown: unknown, type?: string, place?: string): void;
  /** The errors counted since they were last told. */
  take(): ErrorReport[];
}

/**
 * Creates counters without any error.
 * @param stamp Says when and where.
 * @param wake Asks for a batch.
 */
export function createErrors(stamp: () => Stamp, wake: () => void): Errors {
  // Those with a count of 0 have been told.
  const known = new Map<string, ErrorReport>();
  return {
    caught(thrown, type = 'Error', place = '') {
      const error = thrown as Partial<Error> | null | undefined;
      const message = text(error?.message ?? thrown, MAX_MESSAGE_LENGTH);
      const stack = text(error?.stack ?? place, MAX_STACK_LENGTH);
      const key = message + stack;
      const count = known.get(key)?.count ?? 0;
      // Extensions throw in every page; no site can mend them.
      if (/-extension:/.test(stack) || (known.size == MAX_ERRORS && !known.has(key))) return;
      known.set(key, {
        ...stamp(), t: 'error', type: text(error?.name ?? type, MAX_TYPE_LENGTH), message, stack, count: count + 1,
      });
      wake();
    },
    take: () => [...known].filter(([, { count }]) => count).map(([key, report]) => {
      known.set(key, { ...report, count: 0 });
      return report;
    }),
  };
}

// Query and fragment of any address in it are cut off; the line and column behind them stay.
const text = (value: unknown, length: number): string =>
  String(value).replace(/(:\/\/[^\s?#]*)[?#]\S*?((:\d+)*\)?(\s|$))/g, '$1$2').slice(0, length);
