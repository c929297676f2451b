/** Turns a checked manifest into what the rooms work with: defaults filled in, each service in its derived group. */
import { OPTIONAL_CELLS, type Cell, type Group } from '../decision/cells.js';
import { isWithin } from './host.js';
import type { Controller, Manifest, Options, Policy, Service } from './types.js';

/** A service with the group and cell that follow from what it declares. */
export interface ResolvedService extends Service {
  readonly group: Group;
  readonly cell: Cell;
}

/** What the site declares, ready to use. */
export interface Site {
  readonly host: string;
  readonly controller: Controller;
  readonly policy: Policy;
  readonly services: readonly ResolvedService[];
  /** The cell of each service, necessary ones included. */
  readonly declared: readonly Cell[];
  /** The optional cells of `declared`: what the visitor is asked about, in cookie order. */
  readonly asked: readonly Cell[];
  readonly options: Options & { readonly months: number };
}

/** Returns the group of a service: the most intrusive that any host, recipient or stored item of it makes (REQUIREMENTS §2). */
export const groupOf = ({ hosts = [], recipients = [], cookies }: Service, site: string): Group => {
  const outside = (host: string): boolean => !isWithin(host, site);
  // As `isForeign` says, which brotli packs less well in the first file.
  const foreign = recipients.some((recipient) => typeof recipient === 'string' || recipient.role !== 'processor');
  if (foreign || hosts.some(outside) || cookies.some(({ domain }) => domain && outside(domain))) return 'third-party';
  const stays = cookies.some(({ storage = 'cookie', lifetime }) =>
    storage === 'cookie' ? lifetime !== 'session' : storage !== 'session',
  );
  return stays ? 'permanent' : 'session';
};

/** Returns the site that a manifest declares, on a page of the given host. */
export const resolveSite = ({ controller, policy, services, site, options = {} }: Manifest, pageHost: string): Site => {
  const host = site ?? pageHost.replace(/^www\./, '');
  const resolved = services.map((service): ResolvedService => {
    const group = groupOf(service, host);
    return { ...service, group, cell: `${group}:${service.purpose}` };
  });
  const declared = resolved.map(({ cell }) => cell);
  return {
    host,
    controller,
    policy,
    services: resolved,
    declared,
    asked: OPTIONAL_CELLS.filter((cell) => declared.includes(cell)),
    options: { ...options, months: options.months ?? 6 },
  };
};

/** Returns the site with the SDK's own storage, its cookie under the name that it has here, among its services, to be listed for the visitor like any other (REQUIREMENTS §4). */
export const withOwnService = (site: Site, cookie: string): Site => {
  const lifetime = `${site.options.months}mo`;
  const own: ResolvedService = {
    id: 'samtycke',
    provider: site.controller.name,
    purpose: 'necessary',
    necessary: { reason: 'consent' },
    cookies: [
      { name: cookie, lifetime },
      { name: 'samtycke:*', storage: 'local', lifetime },
    ],
    group: 'permanent',
    cell: 'permanent:necessary',
  };
  return { ...site, services: [...site.services, own], declared: [...site.declared, own.cell] };
};
