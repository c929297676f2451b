/** Runs AssistMe's example site until Ctrl+C, and prints its addresses. */
import { portFrom } from '../port.mjs';
import { startAssistme } from './server.mjs';

const port = portFrom('PORT', 8787);
const vendorPort = portFrom('VENDOR_PORT', 8790);
const db = process.env.DB ?? 'samtycke.db';

const explain = (error) => {
  if (error.code !== 'EADDRINUSE') throw error;
  const [name, other] = error.port === vendorPort ? ['VENDOR_PORT', vendorPort + 10] : ['PORT', port + 10];
  console.error(`Port ${error.port} is taken. Choose another one: ${name}=${other} npm start`);
  process.exit(1);
};

const site = await startAssistme({ port, vendorPort, db }).catch(explain);

const rows = [
  ['Site', `${site.url}/`, ''],
  ['Claim form', `${site.url}/skadeanmalan`, 'a sensitive path: no marketing here'],
  ['Privacy policy', `${site.url}/integritetspolicy`, 'with the cookie table'],
  ['Log in', `${site.url}/logga-in`, 'a real session cookie'],
  ['The consent log', `${site.url}/logg`, site.hasLog ? `kept in ${db}` : 'off: see the message above'],
  ['Other companies', `${site.vendorUrl}/`, 'statistics, ad pixel, film'],
];
const width = Math.max(...rows.map(([, address]) => address.length));
const list = rows.map(([name, address, note]) => `  ${name.padEnd(17)} ${address.padEnd(width)}  ${note}`.trimEnd());
console.log(`\nsamtycke: the example site is running.\n\n${list.join('\n')}\n\nStop with Ctrl+C.\n`);

let stopping = false;
const stop = async () => {
  if (stopping) return;
  stopping = true;
  await site.close();
  process.exit(0);
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
