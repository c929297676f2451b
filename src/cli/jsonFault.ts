/** Finds the place in a text from which on it is no JSON, and what JSON has there; and the name that an object has twice. */

/** A place in a text; both numbers begin with 1. */
interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where a text goes wrong. */
interface JsonFault extends Place {
  /** What could stand there. */
  readonly wanted: string;
}

/** The tokens (RFC 8259 §2), each after its white space. */
const TOKEN =
  /[ \t\n\r]*([{}[\],:]|"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)|$)/gy;

const WANTED = {
  value: 'a value',
  first: 'a value or "]"',
  name: 'a name in double quotes',
  firstName: 'a name in double quotes, or "}"',
  colon: '":"',
  '{': '"," or "}"',
  '[': '"," or "]"',
  end: 'the end of the file',
} as const;

type State = keyof typeof WANTED;

/** Returns the state after a token that may begin a value, or nothing if it begins none. */
const afterValue = (token: string, open: State[]): State | undefined => {
  if (token === '{' || token === '[') {
    open.push(token);
    return token === '{' ? 'firstName' : 'first';
  }
  return /^["\w-]/.test(token) ? (open.at(-1) ?? 'end') : undefined;
};

/** Returns the state after a token, or nothing if the token cannot stand there. */
const next = (state: State, token: string, open: State[]): State | undefined => {
  const closes = (state === 'firstName' || state === '{') && token === '}';
  if (closes || ((state === 'first' || state === '[') && token === ']')) {
    open.pop();
    return open.at(-1) ?? 'end';
  }
  if (state === 'name' || state === 'firstName') return token.startsWith('"') ? 'colon' : undefined;
  if (state === 'colon') return token === ':' ? 'value' : undefined;
  if (state === '{' || state === '[') return token === ',' ? (state === '{' ? 'name' : 'value') : undefined;
  return state === 'end' ? undefined : afterValue(token, open);
};

const placeOf = (text: string, at: number): Place => {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
};

/** Returns where a text goes wrong; nothing if it is JSON. */
export const jsonFaultIn = (text: string): JsonFault | undefined => {
  const open: State[] = [];
  let state: State = 'value';
  for (let from = 0; ;) {
    TOKEN.lastIndex = from;
    const [all = '', token]: readonly string[] = TOKEN.exec(text) ?? [];
    const after: State | undefined = token ? next(state, token, open) : undefined;
    if (token === '' && state === 'end') return undefined;
    if (!after) {
      const at = from + /^[ \t\n\r]*/.exec(text.slice(from))![0].length;
      return { ...placeOf(text, at), wanted: WANTED[state] };
    }
    state = after;
    from += all.length;
  }
};

/** A name that an object has had already, as it is written there. */
interface Repeat extends Place {
  readonly name: string;
}

/** In JSON, a string is a name if a colon follows. */
const NAME = /("(?:[^"\\]|\\.)*")(\s*:)?|[{}]/g;

/**
 * Returns the first name that its object has had already, of which `JSON.parse` takes the last without a word; nothing if there
 * is none. The text must be JSON.
 */
export const repeatIn = (json: string): Repeat | undefined => {
  const open: Set<string>[] = [];
  for (const { 0: token, 1: name, 2: colon, index } of json.matchAll(NAME)) {
    if (token === '{') open.push(new Set());
    if (token === '}') open.pop();
    if (!name || !colon) continue;
    const said = JSON.parse(name) as string;
    if (open.at(-1)!.has(said)) return { ...placeOf(json, index), name };
    open.at(-1)!.add(said);
  }
  return undefined;
};
