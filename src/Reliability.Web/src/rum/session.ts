/** A session ends when nothing was sent for this long. */
export const IDLE_MS = 900_000;

/** A session ends when it has lasted this long. */
export const LONGEST_MS = 14_400_000;

/**
 * Keeps the visitor's session: one tab, ended by idleness or age. Where storage is denied, it lasts as long as the page.
 * @param storage Finds `sessionStorage`; may throw, as browsers that deny it do.
 * @returns A function that says which session this is now, and keeps it alive.
 */
export function createSession(storage: () => { rum?: string }): () => string {
  let kept = '';
  return () => {
    try {
      kept = storage().rum || kept;
    } catch {
      // Denied: what is remembered here has to do.
    }
    const time = Date.now();
    let [id, started, last] = kept.split(' ') as [string, string | number, string];
    // Written so that a time which is missing or no number ends the session.
    if (!(time - +last < IDLE_MS && time - +started < LONGEST_MS)) {
      id = randomId();
      started = time;
    }
    kept = id + ' ' + started + ' ' + time;
    try {
      storage().rum = kept;
    } catch {
      // Denied or full.
    }
    return id;
  };
}

/** A random id of 128 bits. Its first number, up to the hyphen, is also what decides about sampling. */
export const randomId = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');

/** Whether a session is measured: always the same answer for the same id and share. */
export const isSampled = (id: string, share: number): boolean => parseInt(id) < share * 2 ** 32;
