/** Starts a virtual screen: WebKitGTK has no headless mode, and of several windows on one screen only one can have focus. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { xvfbPath } from '../../setup/engines.mjs';

const options = ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'];

/** Gives this worker a screen of its own, where there is Xvfb; `close` ends it. */
export async function openScreen(): Promise<{ close(): void }> {
  const path = xvfbPath();
  if (!path) return { close: () => undefined };
  const xvfb = spawn(path, options, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const [line] = await once(xvfb.stdio[3]!, 'data');
  process.env.DISPLAY = `:${String(line).trim()}`;
  delete process.env.WAYLAND_DISPLAY;
  return { close: () => void xvfb.kill() };
}
