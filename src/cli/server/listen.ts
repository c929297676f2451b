/** Makes a server listen, and says which option to mend where it cannot. */
import type { FastifyInstance } from 'fastify';

/** Where to listen, and the options that say so. */
interface Place {
  readonly host: string;
  readonly port: number;
  readonly options: { readonly host: string; readonly port: string };
}

/** Returns what says in words why nobody can listen there, by the system's code. */
const explain = ({ host, port, options }: Place, code: string | undefined): string => {
  if (code === 'EADDRINUSE') return `port ${port} is taken: choose another with ${options.port}`;
  if (code === 'EACCES')
    return `port ${port} needs rights that this account lacks: choose another with ${options.port}`;
  // No such address, no such name, a resolver that does not answer, an address without its interface.
  if (/^(EADDRNOTAVAIL|ENOTFOUND|EAI_\w+|EINVAL)$/.test(code ?? ''))
    return `"${host}" is no address of this machine: choose another with ${options.host}, such as 127.0.0.1`;
  return `"${host}" gives no port ${port} (${code}): choose others with ${options.host} and ${options.port}`;
};

/** Resolves to the address at which the server listens. Rejects, with a message that says how to mend it, if it cannot. */
export const listenAt = (server: Pick<FastifyInstance, 'listen'>, place: Place): Promise<string> =>
  server.listen({ port: place.port, host: place.host }).catch((cause: NodeJS.ErrnoException) => {
    throw new Error(explain(place, cause.code), { cause });
  });
