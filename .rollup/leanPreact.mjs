/** Builds preact without what none of our components uses: every byte of the first file is the visitor's. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strip } from './strip.mjs';

/**
 * Parts of preact that no component of ours uses: 1.5 kB of 4 (brotli) that no visitor need fetch. Each is a file of its
 * source, what to find there and what stands for it; one that is not found stops the build.
 */
const UNUSED_IN_PREACT = [
  // Classes, context, error boundaries, add-ons' hooks: our components are functions that only draw.
  ['diff/index', /newType\.prototype && newType\.prototype\.render/, 'false'],
  [
    'diff/index',
    /tmp = newType\.contextType;[^]*?: globalContext;/,
    'const provider = false, componentContext = globalContext;',
  ],
  ['diff/index', /\(!c\._force &&[^]*?=== false\)/, 'false'],
  ['diff/index', /if \(newVNode\._original != oldVNode\._original\) \{[^]*?\n\t{5}\}/, ''],
  ['diff/index', /if \(c\.(componentWillUpdate|getChildContext) != NULL\) \{[^]*?\n\t+\}/g, ''],
  ['diff/index', /if \(r\.componentWillUnmount\) \{[^]*?\n\t\t\}\n/, ''],
  ['diff/index', /if \(\(tmp = options\.\w+\)\) tmp\(newVNode\);/g, ''],
  ['diff/index', /let renderHook = options\._render,/, 'const renderHook = false; let'],
  ['diff/index', /if \(options\.(_commit|unmount)\) .*/g, ''],
  ['diff/index', /options\._catchError\(.*/g, 'throw e;'],
  ['component', /BaseComponent\.prototype\.(setState|forceUpdate) = [^]*?\n\};/g, ''],
  ['component', /\nprocess\._rerenderCount = 0;/, ''],
  ['component', /const defer =[^]*?;/, 'const defer = 0;'],
  ['create-element', /if \(typeof type == 'function' && type\.defaultProps[^]*?\n\t\}\n/, ''],
  ['create-element', /if \(original == NULL && options\.vnode.*/, ''],
  ['diff/props', /options\.event \? options\.event\(e\) : e/, 'e'],
  ['render', /if \(options\._root\).*/, ''],
  // Hydration, and taking over what stands there: we draw into a fresh shadow root.
  ['diff/index', /if \(oldVNode\._flags & MODE_SUSPENDED\) \{[^]*?\n\t\}/, ''],
  ['diff/index', /newVNode\._flags & MODE_SUSPENDED \? undefined : oldDom/, 'oldDom'],
  ['diff/index', /if \(isHydrating \|\| excessDomChildren != NULL\) \{[^]*?\n\t{3}\} else \{[^]*?\n\t{3}\}/, ''],
  ['diff/index', /if \(isHydrating\) \{[^]*?excessDomChildren = NULL;/, ''],
  ['diff/index', /excessDomChildren =\n[^]*?;/, ''],
  ['diff/index', /if \(excessDomChildren != NULL\) \{\n\t\tfor[^]*?\n\t\t\}\n\t\}/, ''],
  ['diff/index', /excessDomChildren\n\t*\? excessDomChildren\[0\]\n\t*: /, ''],
  ['render', /typeof replaceNode == 'function'/, 'false'],
  ['render', /!isHydrating && replaceNode\n[^]*?\? NULL\n[^]*?: NULL,/, ''],
  ['render', /!isHydrating && replaceNode\n[^]*?: parentDom\.firstChild,/, 'oldVNode ? oldVNode._dom : NULL,'],
  ['render', /\(replaceNode && replaceNode\._children\) \|\| /, ''],
  ['render', /\(\(!isHydrating && replaceNode\) \|\| parentDom\)/, 'parentDom'],
  ['render', /if \(parentDom == document\) \{[^]*?\}/, ''],
  // HTML from text, which must never be (RELIABILITY X1), drawings and formulas, styles as objects, refs.
  ['diff/index', /if \(i == 'dangerouslySetInnerHTML'\) \{[^]*?\} else /g, ''],
  ['diff/index', /if \(newHtml\) \{[^]*?\} else \{\n\t*if \(oldHtml\) dom.innerHTML = '';/, '{'],
  ['diff/index', /if \(nodeType == 'svg'\)[^]*?\n\telse if \(!namespace\) /, ''],
  ['diff/index', /nodeType == 'foreignObject' \? XHTML_NAMESPACE : namespace/, 'namespace'],
  // Fields whose value we set: ours only begin with one (`defaultChecked`).
  ['diff/index', /else if \(i == 'value'\) \{[^]*?\} else if \(i == 'checked'\) \{[^]*?\} (?=else if)/, ''],
  ['diff/index', /if \(!isHydrating \|\| nodeType == 'textarea'\) \{[^]*?\n\t\t\}\n/, ''],
  ['diff/props', /CAPTURE_REGEX = .*/, 'NOTHING = 0;'],
  ['diff/props', /useCapture = name != \(name = .*/, 'useCapture = false;'],
  ['diff/index', /if \(\(r = vnode\.ref\)\) \{[^]*?\n\t\}\n/, ''],
  ['diff/index', /for \(let i = 0; i < refQueue\.length; i\+\+\) \{[^]*?\}/, ''],
  ['diff/props', /if \(name == 'style'\) \{[^]*?\n\t\}\n\t\/\/ Benchmark.*\n\telse /, ''],
  ['diff/props', /if \(namespace == SVG_NAMESPACE\) \{[^]*?\} else /, ''],
  ['diff/children', /if \(childVNode\.ref && [^]*?\n\t\t\}\n/, ''],
  ['create-element', /else if \(i == 'ref'\) ref = props\[i\];/, ''],
  // A page's elements can take the document's own names: neither is called on the document itself (RELIABILITY D1).
  ['diff/index', 'document.createTextNode(newProps)', 'new Text(newProps)'],
  ['diff/index', /document\.createElementNS\([^]*?\);/, 'Document.prototype.createElement.call(document, nodeType);'],
];

const SOURCE = fileURLToPath(new URL('../node_modules/preact/src', import.meta.url));
const PRIVATE = /\b_[a-zA-Z]\w+\b/g;

/** Returns every private name, the most frequent first: the same in each build, in whatever order rollup reads the files. */
const privateNames = () => {
  const files = readdirSync(SOURCE, { recursive: true }).filter((file) => file.endsWith('.js'));
  const found = files.flatMap((file) => readFileSync(join(SOURCE, file), 'utf8').match(PRIVATE) ?? []);
  const counts = new Map();
  for (const name of found) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
};

/** Builds preact from its own source without those parts, and shortens its private names as its own build does. */
export const leanPreact = () => {
  const names = new Map(privateNames().map((name, index) => [name, `$${index.toString(36)}`]));
  return {
    name: 'lean-preact',
    resolveId: (source) => (source === 'preact' ? join(SOURCE, 'index.js') : null),
    transform(code, id) {
      const file = /node_modules\/preact\/src\/(.*)\.js$/.exec(id)?.[1];
      if (!file) return null;
      const lean = UNUSED_IN_PREACT.filter(([of]) => of === file)
        .reduce((left, [, found, instead]) => strip(left, found, instead), code)
        .replace(/^\t+(isHydrating|excessDomChildren|refQueue),?\n/gm, '')
        .replace(/\b(let )?isHydrating( = false;)?/g, (_, declares) => (declares ? '' : 'false'))
        .replace(/\bexcessDomChildren\b/g, 'null')
        .replace(PRIVATE, (name) => names.get(name));
      if (lean.includes('innerHTML')) this.error('preact has changed: look for innerHTML in it anew');
      return { code: lean, map: null };
    },
  };
};
