/** The split build's parts: what asks, answers and checks is a second file, which a returning visitor never downloads. */
import type { Beside } from './beside.js';
import { hasVerdict } from './hall/verdict.js';
import type { Manifest } from './manifest/types.js';
import type { Parts } from './parts.js';

/** Returns the parts of the build. */
export const partsFor = (beside: Beside): Parts => {
  const parts = async (): Promise<Parts> =>
    ((await import(beside('samtycke.ui.js'))) as typeof import('./parts.js')).partsFor(beside);
  return {
    loadAnswering: () => parts().then(({ loadAnswering }) => loadAnswering()),
    loadUi: () => parts().then(({ loadUi }) => loadUi()),
    loadLocale: (code) => parts().then(({ loadLocale }) => loadLocale(code)),
    loadTheme: (theme) => parts().then(({ loadTheme }) => loadTheme?.(theme)),
    keepsVerdict: true,
    judgeManifest: (input) =>
      hasVerdict(JSON.stringify(input))
        ? (input as Manifest)
        : parts().then(({ judgeManifest }) => judgeManifest(input)),
  };
};
