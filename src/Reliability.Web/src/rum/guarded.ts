/** Makes an action that never throws: measuring must not break the page that is measured. */
export function guarded<A extends unknown[]>(action: (...args: A) => void): (...args: A) => void {
  return (...args) => {
    try {
      action(...args);
    } catch {
      // Nothing the page could do about it.
    }
  };
}

/** Listens on the window in the capture phase, where the page cannot stop the event. */
export function listen<E extends Event>(type: string, action: (event: E) => void): void {
  addEventListener(type, guarded(action as (event: Event) => void), true);
}

/** Shows something to the page. */
export const announce = (type: string, detail: unknown): void => void dispatchEvent(new CustomEvent(type, { detail }));
