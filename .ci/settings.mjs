// Prepares local.settings.json: created on the first start, missing keys added, everything else left as it is.
// Prints the storage connection string to use: that of the environment, else that of the file.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

const FILE = 'local.settings.json';

let settings = {};
if (existsSync(FILE)) {
  try {
    settings = JSON.parse(readFileSync(FILE, 'utf8'));
  } catch (error) {
    console.error(`${FILE} is not valid JSON: ${error.message}`);
    process.exit(1);
  }
}
const before = JSON.stringify(settings);
settings.IsEncrypted ??= false;
const values = settings.Values ??= {};
values.FUNCTIONS_WORKER_RUNTIME ||= 'dotnet-isolated';
values.AzureWebJobsStorage ||= 'UseDevelopmentStorage=true';
values.RELIABILITY_FUNCTION_KEY ||= randomBytes(32).toString('base64url');
values.RELIABILITY_ADMIN_KEY ||= randomBytes(32).toString('base64url');
if (JSON.stringify(settings) !== before) {
  // Renamed into place, so that a suite starting beside this one never reads half a file.
  const temporary = `${FILE}.${process.pid}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
  renameSync(temporary, FILE);
}
console.log(process.env.AzureWebJobsStorage || values.AzureWebJobsStorage);
