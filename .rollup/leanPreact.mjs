/** Builds preact without what none of our components uses: every byte of the first file is the visitor's. */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strip } from './strip.mjs';

/**
 * Parts of preact that no component of ours uses: most of its 4 kB (brotli), which no visitor need fetch. Our components are
 * functions that only draw, each once, into an empty place: nothing is drawn over, hydrated, keyed, kept by a ref or caught by
 * a class. Each is a file of its source, what to find there and what stands for it; one that is not found stops the build.
 */
const UNUSED_IN_PREACT = [
  // A node is its kind and its properties. `constructor` stays: no JSON of a page can be taken for a node.
  ['create-element', /if \(i == 'key'\)[^]*?else normalizedProps/, 'normalizedProps'],
  ['create-element', /if \(typeof type == 'function' && type\.defaultProps[^]*?\n\t\}\n/, ''],
  ['create-element', 'type, normalizedProps, key, ref, NULL', 'type, normalizedProps'],
  ['create-element', /\tkey,\n\t\tref,\n/, ''],
  ['create-element', 'type, props, key, ref, original', 'type, props'],
  ['create-element', /key,\n\t\tref,\n[^]*?_component: NULL,/, '_dom: NULL,'],
  ['create-element', /_original: [^]*?_flags: 0/, ''],
  ['create-element', /if \(original == NULL && options\.vnode.*/, ''],
  // Children are appended in their order; there are none from before to match, move or remove.
  ['diff/children', /(?<=function diffChildren\(\n\tparentDom,\n\trenderResult,\n\tnewParentVNode),[^]*?\n\)/, ')'],
  ['diff/children', /let oldChildren = .*/, ''],
  [
    'diff/children',
    /oldDom = constructNewChildrenArray\([^]*?\);/,
    'constructNewChildrenArray(newParentVNode, renderResult, newChildrenLength);',
  ],
  [
    'diff/children',
    /\/\/ At this point, constructNew[^]*?~\(INSERT_VNODE \| MATCHED\);/,
    'diff(parentDom, childVNode); if (childVNode._dom) parentDom.insertBefore(childVNode._dom, NULL);',
  ],
  ['diff/children', /newParentVNode\._dom = firstChildDom;\s*return oldDom;/, ''],
  [
    'diff/children',
    /(?<=function constructNewChildrenArray\(\n\tnewParentVNode,\n\trenderResult,)\n\toldChildren,\n\toldDom,/,
    '',
  ],
  ['diff/children', /let oldChildrenLength = [^]*?let skew = 0;/, ''],
  [
    'diff/children',
    /const skewedIndex = [^]*?return oldDom;\n(?=\}\n\n\/\*\*\n \* @param \{VNode\} parentVNode)/,
    '}\n',
  ],
  [
    'diff/children',
    /else if \(childVNode\.constructor === UNDEFINED && childVNode\._depth > 0\) \{[^]*?\} (?=else)/,
    '',
  ],
  ['diff/children', /,\n\t{4}NULL,\n\t{4}NULL,\n\t{4}NULL/g, ''],
  // Texts are texts, or numbers.
  [
    'diff/children',
    /\|\|\s*\/\/ eslint-disable-next-line valid-typeof\s*typeof childVNode == 'bigint' \|\|\s*childVNode\.constructor == String/,
    '',
  ],
  // A component is called with its properties, and what it returns is drawn: no state, context, hooks, fragments to unwrap.
  ['diff/index', /(?<=function diff\(\n\tparentDom,\n\tnewVNode),[^]*?\n\)/, ')'],
  ['diff/index', /let tmp,\n\t\tnewType/, 'const newType'],
  ['diff/index', /\/\/ If the previous diff bailed out[^]*?(?=outer: if)/, ''],
  [
    'diff/index',
    /outer: (if \(typeof newType == 'function'\) \{)[^]*?\} else if \(\n\t\texcess[^]*?\} else \{/,
    '$1 const drawn = newType(newVNode.props); diffChildren(parentDom, isArray(drawn) ? drawn : [drawn], newVNode); } else {',
  ],
  ['diff/index', /oldDom = newVNode\._dom = diffElementNodes\([^]*?\);/, 'newVNode._dom = diffElementNodes(newVNode);'],
  ['diff/index', /if \(\(tmp = options\.diffed\)\) tmp\(newVNode\);\s*return .*/, ''],
  // Each element is a new one: its properties are set, its children drawn. No HTML from text (RELIABILITY X1), no drawings or formulas.
  ['diff/index', /(?<=function diffElementNodes\()\n\tdom,\n\tnewVNode,[^]*?\n\)/, 'newVNode)'],
  ['diff/index', /let oldProps = oldVNode\.props \|\| EMPTY_OBJ;/, 'let dom;'],
  ['diff/index', /\/\/ Tracks entering and exiting namespaces[^]*?(?=if \(nodeType == NULL\) \{\n\t{3}return)/, ''],
  // A page's elements can take the document's own names: neither is called on the document itself (RELIABILITY D1).
  ['diff/index', 'document.createTextNode(newProps)', 'new Text(newProps)'],
  ['diff/index', /document\.createElementNS\([^]*?\);/, 'Document.prototype.createElement.call(document, nodeType);'],
  ['diff/index', /\/\/ we are creating a new node, so[^]*?(?=for \(i in newProps\))/, ''],
  [
    'diff/index',
    /else if \(i == 'dangerouslySetInnerHTML'\) \{\n\t+newHtml[^]*?oldProps\[i\] !== value\n\t+\) \{/,
    'else if (value !== UNDEFINED) {',
  ],
  ['diff/index', /setProperty\(dom, i, value, oldProps\[i\], namespace\);/, 'setProperty(dom, i, value);'],
  [
    'diff/index',
    /\/\/ If the new vnode didn't have dangerous[^]*?(?=return dom;)/,
    'diffChildren(dom, isArray(newChildren) ? newChildren : [newChildren], newVNode);',
  ],
  ['diff/props', /setProperty\(dom, name, value, oldValue, namespace\)/, 'setProperty(dom, name, value)'],
  ['diff/props', /let useCapture;/, ''],
  ['diff/props', /if \(name == 'style'\) \{[^]*?\n\t\}\n\t\/\/ Benchmark.*\n\telse /, ''],
  [
    'diff/props',
    /useCapture = name != [^]*?eventProxyCapture : eventProxy,[^]*?(?=\t\} else \{\n\t\tif \(namespace)/,
    'dom.addEventListener(name.toLowerCase().slice(2), value);',
  ],
  ['diff/props', /if \(namespace == SVG_NAMESPACE\) \{[^]*?\} else /, ''],
  ['diff/props', /\/\/ Per-instance unique key[^]*?EVENT_ATTACHED = .*/, ''],
  ['diff/props', /const eventProxy = [^]*/, ''],
  ['diff/props', /name != 'width' &&[^]*?name != 'popover' &&\s*/, ''],
  ['diff/props', "name == 'popover' && value == true ? '' : value", 'value'],
  ['diff/props', /if \(typeof value == 'function'\) \{[^]*?\} else if/, 'if'],
  ['diff/props', /\belse \{\s*dom\.removeAttribute\(name\);\s*\}/, ''],
  // Drawn into a fresh shadow root: nothing to take over there.
  ['render', /\/\/ https:[^]*?(?=vnode = \()/, ''],
  ['render', /vnode = \(\(!isHydrating[^]*?=\n\t*createElement/, 'vnode = createElement'],
  ['render', /\/\/ List of effects[^]*/, 'diff(parentDom, vnode);\n}\n'],
  ['component', /const defer =[^]*?;/, 'const defer = 0;'],
];

const SOURCE = join(dirname(fileURLToPath(import.meta.url)), '../node_modules/preact/src');
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
        .replace(PRIVATE, (name) => names.get(name));
      if (lean.includes('innerHTML')) this.error('preact has changed: look for innerHTML in it anew');
      return { code: lean, map: null };
    },
  };
};
