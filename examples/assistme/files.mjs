/** Serves the site's own files and the built SDK: flat folders and an allow-list of names, so no path can climb out. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));

const TYPES = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  map: 'application/json; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
};

// A name has no slash, so `..` in it can never leave its folder.
const PATH = /^\/(?:(themes|locales|services|rules)\/)?([\w.-]+\.(css|js|json|map|svg))$/;

const read = (path) => readFile(path).catch(() => undefined);

/** Returns `{ body, type }` for a path such as `/site.css` or `/samtycke.js`, or `undefined` if there is no such file. */
export const findFile = async (path, dist) => {
  const [, folder, name, ending] = PATH.exec(path) ?? [];
  if (!name) return undefined;
  const places = folder ? [join(dist, folder, name)] : [join(HERE, 'public', name), join(dist, name)];
  if (path === '/samtycke.json') places.unshift(join(HERE, 'samtycke.json'));
  for (const place of places) {
    const body = await read(place);
    if (body) return { body, type: TYPES[ending] };
  }
  return undefined;
};
