// Bundles the tests, which are TypeScript, and runs them with node's own test runner.
// The TAP copy in .build/tests.tap is for scripts that count.
import { spawnSync } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const tests = (await readdir('test', { recursive: true })).filter(name => name.endsWith('.test.ts'));
await rm('.build/test', { recursive: true, force: true });
await build({
  entryPoints: tests.map(name => `test/${name}`),
  outbase: 'test',
  outdir: '.build/test',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'inline',
  logLevel: 'warning',
});
const { status } = spawnSync(process.execPath, [
  '--enable-source-maps', '--test',
  '--test-reporter=tap', '--test-reporter-destination=.build/tests.tap',
  '--test-reporter=spec', '--test-reporter-destination=stdout',
  ...tests.map(name => `.build/test/${name.replace(/\.ts$/, '.mjs')}`),
], { stdio: 'inherit' });
process.exit(status ?? 1);
