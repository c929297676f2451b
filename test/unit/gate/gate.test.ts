/** Shows what is held, what is let through at a decision, and what is taken back; that nothing held runs is shown in browsers. */
import { afterEach, expect, test, vi } from 'vitest';
import { NO, YES, closePages, openPage } from './pages.js';

afterEach(closePages);

test('keeps a script held before a decision and after a refusal', async () => {
  const { enter, find } = openPage('<script type="text/plain" data-service="a">1</script>');
  for (const decision of [undefined, NO]) {
    await enter(decision);
    expect(find<HTMLScriptElement>('script').type).toBe('text/plain');
  }
});

test('lets a script through by moving the very same element, with its type gone and all else kept', async () => {
  const { enter, find } = openPage(
    '<p></p><script type="text/plain" data-service="a" nonce="n" id="s">1</script><b></b>',
  );
  const script = find<HTMLScriptElement>('script');
  const insert = vi.spyOn(script.parentNode!, 'insertBefore');
  await enter(YES);
  expect(find('script')).toBe(script);
  expect(script.getAttribute('type') ?? '').toBe('');
  expect([script.getAttribute('nonce'), script.id, script.textContent]).toEqual(['n', 's', '1']);
  expect([...document.body.children].map(({ localName }) => localName)).toEqual(['p', 'script', 'b']);
  expect(insert).toHaveBeenCalledOnce();
});

test('lets a script through once, however many decisions follow', async () => {
  const { enter, find } = openPage('<script type="text/plain" data-service="a">1</script>');
  await enter(YES);
  const insert = vi.spyOn(find('script').parentNode!, 'insertBefore');
  for (const decision of [NO, YES, { ...YES, at: YES.at + 1 }]) await enter(decision);
  expect(insert).not.toHaveBeenCalled();
});

test('asks ahead of their turn for scripts that may still run, and for no others', async () => {
  const tag = (service: string, name: string): string =>
    `<script type="text/plain" data-service="${service}" src="/${name}.js"></script>`;
  const { enter } = openPage(tag('own', 'slow').repeat(2) + tag('a', 'later').repeat(14));
  const asked = vi.spyOn(document.head, 'appendChild');
  await enter(YES);
  const before = asked.mock.calls.length;
  await enter(NO, 'here');
  document.querySelector('script')!.dispatchEvent(new Event('load'));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect([before, asked.mock.calls.length]).toEqual([13, 13]);
});

test('gives a script the type that it waits for', async () => {
  const { enter, find } = openPage('<script type="text/plain" data-type="module" data-service="a">1</script>');
  await enter(YES);
  expect(find('script').getAttribute('type')).toBe('module');
});

test('leaves what is not marked alone', async () => {
  const html =
    '<script type="text/plain">1</script><img data-src="/x.png"><script type="text/template" data-service="a">2</script><template><i></i></template>';
  const { enter } = openPage(html);
  await enter(YES);
  expect(document.body.innerHTML).toBe(html);
});

test('gives a picture, a link and an object their addresses, and takes them back at a withdrawal', async () => {
  const { enter, find, stale } = openPage(
    '<img data-service="a" data-src="/x.png" data-srcset="/x2.png 2x"><link data-service="a" data-href="/x.css"><object data-service="a" data-src="/x.svg"></object>',
  );
  await enter(YES);
  expect([
    find('img').getAttribute('src'),
    find('img').getAttribute('srcset'),
    find('link').getAttribute('href'),
    find('object').getAttribute('data'),
  ]).toEqual(['/x.png', '/x2.png 2x', '/x.css', '/x.svg']);
  expect(document.querySelectorAll('[data-src],[data-srcset],[data-href]')).toHaveLength(0);
  await enter(NO, 'here');
  expect(['src', 'srcset', 'href', 'data'].filter((name) => document.querySelector(`body [${name}]`))).toEqual([]);
  expect(find('object').getAttribute('data-src')).toBe('/x.svg');
  expect(stale).not.toHaveBeenCalled();
});

test('judges what comes late, by the decision that holds then', async () => {
  const { enter, find } = openPage('');
  await enter(YES);
  document.body.insertAdjacentHTML(
    'beforeend',
    '<div><img data-service="a" data-src="/x.png"><img id="b" data-service="b" data-src="/y.png"></div>',
  );
  await vi.waitFor(() => expect(find('img').getAttribute('src')).toBe('/x.png'));
  expect(find('#b').hasAttribute('src')).toBe(false);
});

test('needs both to hold where an element names a service and a category', async () => {
  const { enter, find } = openPage(
    '<img data-service="a" data-category="own" data-src="/x.png"><img id="b" data-service="a" data-category="b" data-src="/y.png">',
  );
  await enter(YES);
  expect([find('img').hasAttribute('src'), find('#b').hasAttribute('src')]).toEqual([true, false]);
});

test('lets what is necessary through without a decision', async () => {
  const { enter, find } = openPage('<img data-service="own" data-src="/x.png">');
  await enter(undefined);
  expect(find('img').getAttribute('src')).toBe('/x.png');
});

test('tells after a withdrawal that a script still runs, and whether it was made here', async () => {
  const { enter, stale } = openPage(
    '<script type="text/plain" data-service="a">1</script><script type="text/plain" data-service="own">2</script>',
  );
  await enter(YES);
  await enter(NO, 'tab');
  expect(stale.mock.calls).toEqual([[false]]);
  await enter(YES, 'here');
  await enter(NO, 'here');
  expect(stale.mock.calls[1]).toEqual([true]);
});

test('tells of nothing to reload where a refusal comes first', async () => {
  const { enter, stale } = openPage('<script type="text/plain" data-service="a">1</script>');
  await enter(undefined);
  await enter(NO, 'here');
  expect(stale).not.toHaveBeenCalled();
});

test('lets nothing more through once it is stopped, and takes its placeholders away', async () => {
  const { enter, stop, held, find } = openPage('<video data-service="a" data-src="/film.mp4"></video>');
  await enter(undefined);
  stop();
  expect(held.size).toBe(0);
  await enter(YES);
  expect(find('video').hasAttribute('src')).toBe(false);
});

test('runs nothing that still waits behind another once it is stopped, whatever was granted then', async () => {
  const { enter, find, stop, reopen } = openPage(
    [1, 2].map((id) => `<script id="s${id}" type="text/plain" data-service="a" src="/${id}.js"></script>`).join(''),
  );
  await enter(YES, 'here');
  const [first, second] = [find<HTMLScriptElement>('#s1'), find<HTMLScriptElement>('#s2')];
  expect([first.type, second.type]).toEqual(['', 'text/plain']);
  stop();
  first.dispatchEvent(new Event('load'));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(second.type).toBe('text/plain');
  reopen();
  await vi.waitFor(() => expect(second.type).toBe(''));
});
