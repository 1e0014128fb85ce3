// Usage: node ports.mjs PORT=PURPOSE... Exits with 1 and one line naming every port that cannot be listened on.
import { createServer } from 'node:net';

const refused = [];
for (const argument of process.argv.slice(2)) {
  const [port, purpose] = argument.split('=');
  const error = await tryListen(Number(port));
  if (error) refused.push(`port ${port} (${purpose}) ${error.code === 'EADDRINUSE' ? 'is in use' : `cannot be used: ${error.code}`}`);
}
if (refused.length > 0) {
  console.error(`${refused.join(', ')}; choose another with --port`);
  process.exit(1);
}

function tryListen(port) {
  return new Promise(resolve => {
    const server = createServer().once('error', resolve);
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });
}
