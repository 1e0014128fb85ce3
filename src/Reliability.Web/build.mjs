// Builds the browser code into dist/. Source maps go to .build/: they are for debugging here, not for visitors.
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { minify } from 'terser';
import { slimWebVitals } from './web-vitals.mjs';

const MAX_GZIP_BYTES = 6_000;
// Properties that only the bundle itself reads. None is a name of the browser, of the format, of the options or of the page's calls.
const OWN_PROPERTIES = new RegExp('^(_.*|navigation(InteractionId|StartTime|URL)|report(AllChanges|SoftNavs)|firstHiddenTime'
  + '|onHidden|delta|viewed|interacted|seen|caught|measured|isChanged|toldAt|clicked|clicks|wake|flush)$');

process.chdir(fileURLToPath(new URL('.', import.meta.url)));
await rm('dist', { recursive: true, force: true });
await mkdir('dist');
await mkdir('.build', { recursive: true });

const { outputFiles } = await build({
  entryPoints: ['src/rum/index.ts'],
  outfile: 'rum.js',
  bundle: true,
  format: 'iife',
  target: 'es2022',
  minify: true,
  mangleProps: OWN_PROPERTIES,
  plugins: [slimWebVitals],
  sourcemap: 'external',
  logLevel: 'warning',
  write: false,
});
const textOf = ending => outputFiles.find(({ path }) => path.endsWith(ending)).text;
// A second minifier, because it saves 5 % more: it sees that most functions are called once.
const { code, map } = await minify({ 'rum.js': textOf('rum.js') }, {
  ecma: 2020,
  module: true,
  compress: { passes: 4, unsafe: true, unsafe_arrows: true, unsafe_methods: true, pure_getters: true, keep_fargs: false, hoist_funs: true },
  format: { preamble: '/* Contains web-vitals, (c) Google LLC, Apache-2.0, reduced. */' },
  sourceMap: { content: textOf('rum.js.map'), filename: 'rum.js' },
});
const gzipBytes = gzipSync(code).length;
console.log(`rum.js: ${code.length} bytes, ${gzipBytes} bytes gzip (at most ${MAX_GZIP_BYTES})`);
if (gzipBytes > MAX_GZIP_BYTES) throw new Error('rum.js is larger than a visited page should have to carry.');

await writeFile('dist/rum.js', code);
await writeFile('.build/rum.js.map', map);
await copyFile('src/rum/rum.d.ts', 'dist/rum.d.ts');
await copyFile('demo/demo.html', 'dist/demo.html');
