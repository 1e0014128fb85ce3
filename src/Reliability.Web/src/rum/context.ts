/** The part of `navigator` that is read. */
export interface NavigatorLike {
  readonly userAgent: string;
  readonly maxTouchPoints?: number;
  readonly connection?: { readonly effectiveType?: string };
  readonly webdriver?: boolean;
}

const MAX_PAGE_LENGTH = 1024;

/** Address of a page without query and fragment, where personal data hides. */
export const pageOf = ({ origin, pathname }: { readonly origin: string; readonly pathname: string }): string =>
  (origin + pathname).slice(0, MAX_PAGE_LENGTH);

/**
 * The form factor where the user agent, which every request carries, lies about it:
 * iPadOS presents itself as a Mac, and no Mac has a touch screen.
 */
export const deviceOf = ({ userAgent, maxTouchPoints }: NavigatorLike): 'tablet' | undefined =>
  /Macintosh/.test(userAgent) && maxTouchPoints! > 1 ? 'tablet' : undefined;
