/** Twelve pages that are hard on what others put into them: by resets, frameworks, inherited styles, layers and policies. */
import { readFileSync } from 'node:fs';
import { compile } from 'tailwindcss';

export interface HostPage {
  /** What the page is: "a page …". */
  readonly name: string;
  /** Its stylesheet. */
  readonly style?: string;
  /** What it has in its body besides. */
  readonly html?: string;
  /** Of its root element. */
  readonly attributes?: string;
  /** Its Content-Security-Policy. */
  readonly policy?: string;
  /** Whether it is shown in a frame of its own site. */
  readonly isFramed?: boolean;
  /** What its script does once the banner shows; sent as text, so it may close over nothing. */
  readonly act?: () => void;
}

const packages = new URL('../../../node_modules/', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, packages), 'utf8');

/** Returns Tailwind's stylesheet as a site's build makes it: preflight, and the utilities that its body uses. */
async function tailwind() {
  const loadStylesheet = async (id: string) => ({ path: id, base: '', content: read(`${id}/index.css`) });
  const { build } = await compile('@import "tailwindcss";', { loadStylesheet });
  return `${build(['space-y-4', 'antialiased'])} body { line-height: 1.25; }`;
}

const unset = '* { all: unset !important; }';
const fixed = 'position: fixed; inset: 0; z-index: 2147483647; background: #eee8; pointer-events: none;';

/** What a page says of every element within its body, and of the first and last ones. */
const rules = `
  body > *:first-child { margin-top: 0 !important; padding-top: 70px; }
  body > *:nth-child(2) { border-top: 9px solid; }
  body > * + * { margin-top: 40px; }
  body > *:last-child { margin-bottom: 90px; }
  body * { position: relative !important; float: left !important; overflow: hidden !important; }
  section, button, input, fieldset, label, h2, dialog, div {
    width: 60px !important; padding: 31px !important; border: 7px dashed !important; font: 9px monospace !important;
    opacity: 0.2 !important; transform: rotate(9deg) !important; }`;

export const hostPages = async (): Promise<HostPage[]> => [
  { name: 'that unsets all', style: unset },
  { name: 'with Bootstrap', style: read('bootstrap/dist/css/bootstrap.min.css') },
  { name: 'with Tailwind', style: await tailwind() },
  {
    name: 'whose root has odd letters',
    style: `html { font: italic 900 62.5%/3 fantasy; letter-spacing: 0.4em; word-spacing: 1em; text-transform: uppercase;
      text-indent: 5em; text-align: end; white-space: pre; word-break: break-all; visibility: hidden; cursor: wait;
      font-variant: small-caps; tab-size: 1; quotes: none; list-style: square inside; pointer-events: none; color: red; }
      body, body * { visibility: visible; pointer-events: auto; }`,
  },
  {
    name: 'from right to left',
    attributes: 'dir="rtl"',
    style: 'body { text-align: right; unicode-bidi: bidi-override; }',
  },
  {
    name: 'whose body is transformed',
    style: `body { transform: scale(0.8) translateX(90px); perspective: 400px; filter: grayscale(1); will-change: transform; }
      html { perspective: 900px; transform-style: preserve-3d; backdrop-filter: blur(2px); }`,
  },
  {
    name: 'whose body is contained',
    style: 'body { contain: strict; content-visibility: auto; height: 2000px; container-type: size; overflow: clip; }',
  },
  {
    name: 'that wants to be above all',
    style: `.war, body::after { ${fixed} content: ''; } [popover] { position: fixed; inset: 9px auto auto 9px; } main { isolation: isolate; }`,
    html: '<div class="war"></div><div popover id="own-popover">Ett erbjudande</div><dialog id="own-dialog">Ett till</dialog>',
    act: () => {
      document.documentElement.append(Object.assign(document.createElement('div'), { className: 'war' }));
      document.getElementById('own-popover')!.showPopover();
      (document.getElementById('own-dialog') as HTMLDialogElement).show();
    },
  },
  { name: 'within a frame', isFramed: true, style: `${unset} html { font-size: 62.5% !important; }` },
  {
    name: 'whose body gives way to another',
    style: 'body { margin: 3em; }',
    act: () => {
      const next = document.body.cloneNode(true) as HTMLElement;
      document.body.replaceWith(next);
    },
  },
  {
    name: 'that takes our elements out',
    act: () => {
      for (const it of document.querySelectorAll('[data-samtycke-root],[data-samtycke-status]')) it.remove();
    },
  },
  {
    name: 'of the strictest policy',
    policy:
      `default-src 'self'; style-src 'self'; script-src 'nonce-x' 'strict-dynamic'; base-uri 'none'; object-src 'none';
      require-trusted-types-for 'script'; trusted-types 'none'`.replaceAll(/\s+/g, ' '),
    style: 'body { font: 20px serif; }',
  },
  { name: 'whose body is a row with gaps', style: `body { display: flex; flex-wrap: wrap; gap: 50px; } ${rules}` },
  {
    name: 'whose body is a grid with gaps',
    style: `body { display: grid; grid-auto-rows: 300px; gap: 50px; } ${rules}`,
  },
];
