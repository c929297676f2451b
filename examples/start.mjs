/** What `npm start` runs after the build: AssistMe's example site, or the example it names, until Ctrl+C. */
const [name] = process.argv.slice(2);

if (name) {
  const { startExample } = await import('./own.mjs');
  await startExample(name, { isBuilt: process.argv.includes('--built') });
} else {
  await import('./assistme/start.mjs');
}
