// Builds the browser code into dist/. Source maps go to .build/: they are for debugging here, not for visitors.
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const MAX_GZIP_BYTES = 6_000;

process.chdir(fileURLToPath(new URL('.', import.meta.url)));
await rm('dist', { recursive: true, force: true });
await mkdir('dist');
await mkdir('.build', { recursive: true });

const { outputFiles } = await build({
  entryPoints: ['src/rum/index.ts'],
  outfile: 'rum.js',
  bundle: true,
  format: 'iife',
  target: 'es2019',
  minify: true,
  sourcemap: 'external',
  banner: { js: '/* Reliability RUM client. Contains web-vitals, (c) Google LLC, Apache-2.0. */' },
  logLevel: 'warning',
  write: false,
});
for (const { path, contents } of outputFiles) {
  if (path.endsWith('.map')) await writeFile('.build/rum.js.map', contents);
  else await checkSizeAndWrite(contents);
}
await copyFile('demo/demo.html', 'dist/demo.html');

async function checkSizeAndWrite(contents) {
  const gzipBytes = gzipSync(contents).length;
  console.log(`rum.js: ${contents.length} bytes, ${gzipBytes} bytes gzip (at most ${MAX_GZIP_BYTES})`);
  if (gzipBytes > MAX_GZIP_BYTES) throw new Error('rum.js is larger than a visited page should have to carry.');
  await writeFile('dist/rum.js', contents);
}
