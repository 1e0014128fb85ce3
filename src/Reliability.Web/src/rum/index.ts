import { createApi } from './api.js';
import { client } from './client.js';
import { guarded, listen } from './guarded.js';
import { isDeclined, readOptions, type PrivacySignals } from './options.js';
import type { RumCall } from './rum.js';

guarded(() => {
  const script = (document.currentScript ?? document.querySelector('script[data-site]')) as HTMLScriptElement;
  const { src, dataset } = script;
  const begin = guarded(() => {
    const options = readOptions(src, dataset);
    if (!options) console.warn('rum.js: data-site and data-key are needed');
    // Pages make their calls whether anything is measured or not.
    const api = createApi(options && !isDeclined(dataset, navigator as PrivacySignals) ? client(options, dataset) : {});
    // Calls written down before; an element with the id "rum" would stand here, too.
    const early = window.rum as unknown as { forEach?(make: (call: RumCall) => void): void } | undefined;
    window.rum = api;
    early?.forEach?.(api.push);
  });
  // A page that is rendered before anyone has asked for it may never be seen.
  if ((document as { prerendering?: boolean }).prerendering) listen('prerenderingchange', begin);
  else begin();
})();
