import type { Unstamped } from './events.js';
import { guarded } from './guarded.js';
import type { BusinessEvent, RumApi, StepEvent } from './rum.js';

const MAX_NAME_LENGTH = 64;

/** What the page's calls act on. */
export interface ApiEnvironment {
  /** Takes an event. */
  add(event: Unstamped<StepEvent | BusinessEvent>): void;
  /** Takes an error. */
  caught(error: unknown): void;
}

/** Creates what pages call. No call throws; without an environment none does anything. */
export function createApi({ add, caught }: Partial<ApiEnvironment>): RumApi {
  const named = (event: Unstamped<StepEvent | BusinessEvent>, name: unknown) =>
    name && add?.({ ...event, name: String(name).slice(0, MAX_NAME_LENGTH) });
  const api: RumApi = {
    event: guarded(name => named({ t: 'event', name }, name)),
    business: guarded((name, value = 1) => Number.isFinite(value) && named({ t: 'business', name, value }, name)),
    error: guarded(error => caught?.(error)),
    push: guarded(([name, ...values]) => (api[name] as (...values: unknown[]) => void)(...values)),
  };
  return api;
}
