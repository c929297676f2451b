/** The unit and package tests: pure rooms in plain Node, the rest in happy-dom. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import './setup/sample.js';

const inRooms = (...rooms: string[]) => rooms.map((room) => `test/unit/${room}/**/*.test.{ts,tsx}`);

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    setupFiles: ['test/setup/fastCheck.ts'],
    coverage: {
      provider: 'v8',
      include: ['src/decision/**', 'src/storage/**', 'src/gate/**'],
      reporter: ['text'],
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          testTimeout: 30_000,
          include: [
            ...inRooms('decision', 'manifest', 'locales', 'receiver', 'server', 'services', 'cli', 'setup'),
            'test/unit/server.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'dom',
          environment: 'happy-dom',
          css: true,
          include: [...inRooms('storage', 'signals', 'gate', 'ui', 'hall'), 'test/unit/!(server).test.{ts,tsx}'],
        },
      },
      {
        extends: true,
        test: { name: 'package', environment: 'node', include: ['test/package/**/*.test.ts'], testTimeout: 60_000 },
      },
    ],
  },
});
