/** Trusted keys and clicks in WebKitGTK: W3C WebDriver over fetch, since the inspector's input is not trusted. */
import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { miniBrowserPath, webkitDriverPath } from '../../setup/engines.mjs';
import { freePort } from '../../setup/freePort.mjs';

// https://www.w3.org/TR/webdriver2/#keyboard-actions
const keyCodes: Record<string, string> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  ControlOrMeta: '\uE009',
  Escape: '\uE00C',
  Space: '\uE00D',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
};

type Point = { x: number; y: number };

/** Returns the key actions of `Tab`, `Shift+Tab`, `a`: all down in turn, all up again. */
function keyActions(keys: string) {
  const codes = keys.split('+').map((key) => keyCodes[key] ?? key);
  const all = [...codes.map((value) => ['keyDown', value]), ...codes.toReversed().map((value) => ['keyUp', value])];
  return [{ type: 'key', id: 'keys', actions: all.map(([type, value]) => ({ type, value })) }];
}

function clickActions({ x, y }: Point) {
  const steps = [
    { type: 'pointerMove', x: Math.round(x), y: Math.round(y) },
    { type: 'pointerDown', button: 0 },
    { type: 'pointerUp', button: 0 },
  ];
  return [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions: steps }];
}

interface Options {
  proxy: string;
  thirdPartyCookies: boolean;
}

/** How long a session may take to begin, in milliseconds: on a busy machine one in some hundred never does. */
const START = 20_000;

/** Starts a driver with one fresh MiniBrowser session; `close` ends both. */
export const openWebdriver = (options: Options) => startWebdriver(options).catch(() => startWebdriver(options));

async function startWebdriver(options: Options) {
  const port = await freePort();
  const driver = spawn(webkitDriverPath()!, [`--port=${port}`], { stdio: 'ignore' });

  const call = async <Value>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Value> => {
    const sent = body ? { method, body: JSON.stringify(body) } : { method };
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { ...sent, ...(signal && { signal }) });
    const { value } = (await answer.json()) as { value: Value };
    if (!answer.ok) throw new Error(`WebDriver ${path}: ${JSON.stringify(value)}`);
    return value;
  };
  const ready = () =>
    call('GET', '/status', undefined, AbortSignal.timeout(1000)).then(
      () => true,
      () => false,
    );
  for (let tries = 0; tries < 400 && !(await ready()); tries++) await pause(25);

  const policy = `--cookies-policy=${options.thirdPartyCookies ? 'always' : 'no-third-party'}`;
  const browser = { binary: miniBrowserPath(), args: ['--automation', policy, `--proxy=${options.proxy}`] };
  const alwaysMatch = { browserName: 'MiniBrowser', acceptInsecureCerts: true, 'webkitgtk:browserOptions': browser };
  const wanted = { capabilities: { alwaysMatch } };
  const { sessionId } = await call<{ sessionId: string }>('POST', '/session', wanted, AbortSignal.timeout(START)).catch(
    (error: unknown) => {
      driver.kill();
      throw error;
    },
  );
  const at = `/session/${sessionId}`;
  const act = (actions: unknown) => call<void>('POST', `${at}/actions`, { actions });

  return {
    goto: (url: string) => call<void>('POST', `${at}/url`, { url }),
    evaluate: (source: string, ...args: unknown[]) =>
      call<unknown>('POST', `${at}/execute/sync`, { script: `return (${source}).apply(null, arguments)`, args }),
    press: (keys: string) => act(keyActions(keys)),
    click: (point: Point) => act(clickActions(point)),
    resize: (size: { width: number; height: number }) => call<void>('POST', `${at}/window/rect`, size),
    screenshot: async () => Buffer.from(await call<string>('GET', `${at}/screenshot`), 'base64'),
    close: async () => {
      await call('DELETE', at).catch(() => undefined);
      driver.kill();
    },
  };
}
