/** Starts the example site of AssistMe with its stand-in vendors, each on a port of its own. */
interface ExampleHit {
  host: 'site' | string;
  method: string;
  path: string;
  search: string;
  cookie: boolean;
}

/** The running example: pages at `http://localhost`, vendors at `http://127.0.0.1`. */
export interface Assistme {
  url: string;
  vendorUrl: string;
  /** Requests to both, newest last. */
  hits: ExampleHit[];
  /** Whether the built receiver was there. */
  hasLog: boolean;
  /** What the consent log holds, newest first. */
  records(): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

// A variable keeps the compiler from asking for the types of plain JavaScript.
const example: string = new URL('../../../examples/assistme/server.mjs', import.meta.url).href;

/** What a test makes of the texts that the site serves. */
export type Change = Partial<Record<'manifest' | 'page' | 'policy', (text: string) => string>>;

/** Starts it on free ports, with a log in memory. */
export async function startAssistme(change: Change = {}): Promise<Assistme> {
  const { startAssistme: start } = await import(example);
  return start({ port: 0, vendorPort: 0, db: ':memory:', quiet: true, change });
}
