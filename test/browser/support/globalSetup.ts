/** Starts a virtual screen where there is none: WebKitGTK has no headless mode. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const screen = ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'];

export default async function globalSetup() {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return;
  const xvfb = spawn('Xvfb', screen, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const missing = once(xvfb, 'error').then(([error]) => {
    throw new Error(`Xvfb could not be started (apt-get install xvfb): ${error}`);
  });
  const [line] = await Promise.race([once(xvfb.stdio[3]!, 'data'), missing]);
  process.env.DISPLAY = `:${String(line).trim()}`;
  return () => {
    xvfb.kill();
  };
}
