/** Stands in for a container of Google Tag Manager: the APIs of its sandbox, its consent, its triggers; in Node or, as text, in a page. */

const isPlain = (value) => Object.prototype.toString.call(value) === '[object Object]';

/** Copies a value over the sandbox's border, as deep as it goes; of functions what calls them, of anything else nothing. */
export const copied = (value) => {
  if (typeof value === 'function') return (...args) => copied(value(...args.map(copied)));
  if (Array.isArray(value)) return value.map(copied);
  if (isPlain(value)) return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, copied(held)]));
  return typeof value === 'object' && value !== null ? undefined : value;
};

const valueOf = ({ type, string, boolean, listItem, mapKey, mapValue }) => {
  if (type === 2) return listItem.map(valueOf);
  if (type === 3) return Object.fromEntries(mapKey.map((key, index) => [valueOf(key), valueOf(mapValue[index])]));
  return type === 8 ? boolean : string;
};

/** Returns each thing that the permissions allow, in one line: `access_globals write samtycke`. */
export const allowedBy = (permissions) =>
  permissions.flatMap(({ instance: { key, param } }) =>
    [valueOf(param[0].value)].flat().flatMap((entry) => {
      if (typeof entry === 'string') return `${key.publicId} ${entry}`;
      const name = entry.key ?? entry.consentType;
      return Object.keys(entry).flatMap((flag) => (entry[flag] === true ? `${key.publicId} ${flag} ${name}` : []));
    }),
  );

const matches = (pattern, address) => {
  const [host, path] = /^https:\/\/([^/]+)(\/.*)$/.exec(pattern).slice(1);
  const part = (text, any) => text.replace(/[.?+^$|()[\]{}\\]/g, '\\$&').replaceAll('*', any);
  return new RegExp(`^https://${part(host, '[^/]+')}${part(path, '.*')}$`).test(address);
};

/** Returns the guard of what the permissions allow; `used` collects what of it was needed. */
export const guardOf = (permissions) => {
  const allowed = allowedBy(permissions);
  const used = new Set();
  const find = (id, query) =>
    allowed.find((line) =>
      id === 'inject_script'
        ? line.startsWith(`${id} `) && matches(line.slice(id.length + 1), query)
        : line === `${id} ${query}`,
    );
  return {
    used,
    isAllowed: (id, query) => find(id, query) !== undefined,
    demand(id, query) {
      const line = find(id, query);
      if (!line) throw new Error(`no permission: ${id} ${query}`);
      used.add(line);
    },
  };
};

/** Google's consent: what was set as default, what was updated; a type that nobody has set counts as granted. */
export const createConsentState = (log) => {
  const held = { default: {}, update: {} };
  return {
    set(command, state) {
      log.push([command, state]);
      Object.assign(held[command], state);
    },
    isGranted: (type) => (held.update[type] ?? held.default[type] ?? 'granted') === 'granted',
  };
};

const resolve = (page, path) => {
  const names = path.split('.');
  const name = names.pop();
  let owner = page;
  for (const step of names) owner = owner?.[step];
  return { owner, name };
};

/** Returns the sandbox's `require`; `soon` takes what Tag Manager does once the current event is over. */
export const sandboxOf = ({ page, guard, log, consent, soon, load }) => {
  const touch = (path, ...flags) => flags.forEach((flag) => guard.demand('access_globals', `${flag} ${path}`));
  const setConsent = (command) => (state) => {
    for (const type of Object.keys(state))
      if (!['region', 'wait_for_update'].includes(type)) guard.demand('access_consent', `write ${type}`);
    soon(() => consent.set(command, copied(state)));
  };
  const apis = {
    callInWindow(path, ...args) {
      touch(path, 'execute');
      const { owner, name } = resolve(page, path);
      return typeof owner?.[name] === 'function' ? copied(owner[name](...args.map(copied))) : undefined;
    },
    createQueue(path) {
      touch(path, 'read', 'write');
      const { owner, name } = resolve(page, path);
      if (!owner) throw new Error(`Path ${path} does not exist.`);
      owner[name] ??= [];
      return (...args) => owner[name].push(...args.map(copied));
    },
    setInWindow(path, value, isForced) {
      touch(path, 'read', 'write');
      const { owner, name } = resolve(page, path);
      if (owner === undefined || (owner[name] !== undefined && !isForced)) return false;
      owner[name] = copied(value);
      return true;
    },
    gtagSet(settings) {
      for (const key of Object.keys(settings)) guard.demand('write_data_layer', key);
      soon(() => log.push(['set', copied(settings)]));
    },
    injectScript(address, onSuccess, onFailure) {
      guard.demand('inject_script', address);
      load(
        address,
        () => onSuccess(),
        () => onFailure(),
      );
    },
    logToConsole(...args) {
      guard.demand('logging', 'debug');
      log.push(['log', ...args]);
    },
    makeNumber: Number,
    queryPermission: (id, query) => guard.isAllowed(id, query),
    setDefaultConsentState: setConsent('default'),
    updateConsentState: setConsent('update'),
  };
  return (name) => {
    if (!apis[name]) throw new Error(`Unknown API: ${name}`);
    return apis[name];
  };
};

/**
 * Opens the container on a page: consent initialization first, then all that was pushed, in order, then what is pushed later.
 * Of `tags`, each `{ name, event, needs, address }`, those whose consent is granted at their event are loaded.
 */
export const openContainer = ({ permissions, data, tags = [], page, load }, template) => {
  const [log, pending, guard] = [[], [], guardOf(permissions)];
  const consent = createConsentState(log);
  let isBusy = true;
  const flush = () => pending.splice(0).forEach((act) => act());
  const soon = (act) => {
    pending.push(act);
    if (!isBusy) flush();
  };
  const require = sandboxOf({ page, guard, log, consent, soon, load });
  const end = (name) => () => log.push([name]);
  const layer = (page.dataLayer ??= []);
  const heard = [...layer];
  const take = (entry) => {
    if (entry?.[0] === 'consent') consent.set(entry[1], { ...entry[2] });
    for (const { name, event, needs, address } of tags) {
      if (entry?.event !== event || !consent.isGranted(needs)) continue;
      log.push(['tag', name]);
      load(
        address,
        () => undefined,
        () => undefined,
      );
    }
    flush();
  };
  const work = () => {
    isBusy = true;
    while (heard.length) take(heard.shift());
    isBusy = false;
  };
  const { push } = layer;
  // Not to be seen among the entries; another container may do the same.
  Object.defineProperty(layer, 'push', {
    configurable: true,
    value(...entries) {
      heard.push(...entries);
      if (!isBusy) work();
      return push.apply(layer, entries);
    },
  });
  heard.push({ event: 'gtm.js' });
  template(require, { ...data, gtmOnSuccess: end('success'), gtmOnFailure: end('failure') });
  flush();
  work();
  return { log, used: guard.used };
};
