/** Shows what stands in the place of a held embed, and what becomes of a template. */
import { afterEach, expect, test, vi } from 'vitest';
import { NO, YES, closePages, openPage } from './pages.js';

afterEach(closePages);

test('draws one placeholder for a held embed, and takes it away when the embed is let through', async () => {
  const { enter, held, find } = openPage(
    '<video data-service="a" data-src="/film.mp4"></video><img data-service="a" data-src="/x.png">',
  );
  await enter(undefined);
  await enter(NO);
  expect([...held.keys()]).toEqual([find('video')]);
  await enter(YES);
  expect([held.size, find('video').getAttribute('src')]).toEqual([0, '/film.mp4']);
});

test('lets one embed through at a click on its placeholder, and leaves it open at the next decision', async () => {
  const { enter, held, find, stale } = openPage(
    '<video data-service="a" data-src="/film.mp4"></video><video id="b" data-service="a" data-src="/b.mp4"></video>',
  );
  await enter(undefined);
  held.get(find('video'))!();
  expect(find('video').getAttribute('src')).toBe('/film.mp4');
  expect(find('#b').hasAttribute('src')).toBe(false);
  await enter(NO, 'here');
  expect(find('video').getAttribute('src')).toBe('/film.mp4');
  expect(stale).not.toHaveBeenCalled();
});

test('R31 empties what was let through once where the visitor takes all back, and puts its placeholder there again', async () => {
  const { enter, held, find } = openPage('<video data-service="b" data-src="/film.mp4"></video>');
  await enter(YES);
  held.get(find('video'))!();
  expect(find('video').getAttribute('src')).toBe('/film.mp4');
  await enter(NO, 'here', { event: 'withdrawn' });
  expect(find('video').hasAttribute('src')).toBe(false);
  expect([...held.keys()]).toEqual([find('video')]);
});

test('puts what a template holds in its place, and judges the marks within by themselves', async () => {
  const { enter, find } = openPage(
    '<p></p><template data-service="a"><i>1</i><img id="b" data-service="b" data-src="/y.png"></template><b></b>',
  );
  await enter(NO);
  expect(document.body.querySelector('i')).toBeNull();
  await enter(YES);
  expect([...document.body.children].map(({ localName }) => localName)).toEqual(['p', 'i', 'img', 'b']);
  expect(find('#b').hasAttribute('src')).toBe(false);
});

test('empties at a withdrawal what stood in a template with a live address', async () => {
  const { enter, find } = openPage(
    '<template data-service="a"><iframe src="/f"></iframe><img srcset="/y.png 2x"><object data="/o"></object></template>',
  );
  await enter(YES);
  expect(['iframe', 'img', 'object'].map((name) => find(name).matches('[src],[srcset],[data]'))).toEqual(
    Array(3).fill(true),
  );
  await enter(NO, 'here');
  expect(document.body.querySelector('[src],[srcset],[data]')).toBeNull();
});

test('answers for what it let through before it was stopped and opened anew', async () => {
  const { enter, find, stop, reopen } = openPage('<img data-service="a" data-src="/x.png">');
  await enter(YES);
  stop();
  reopen();
  await enter(NO, 'here');
  expect(find('img').hasAttribute('src')).toBe(false);
});

test('answers for what was shown once too, after it was stopped and opened anew', async () => {
  const { enter, held, find, stop, reopen } = openPage('<video data-service="b" data-src="/film.mp4"></video>');
  await enter(YES);
  held.get(find('video'))!();
  stop();
  reopen();
  expect(find('video').getAttribute('src')).toBe('/film.mp4');
  await enter(NO, 'here', { event: 'withdrawn' });
  expect(find('video').hasAttribute('src')).toBe(false);
});

test('R8 empties what was shown once where the page goes on to or from a sensitive path', async () => {
  const { enter, held, find } = openPage('<video data-service="a" data-src="/film.mp4"></video>');
  await enter(NO);
  held.get(find('video'))!();
  await enter(NO, 'here', { once: 'a', event: 'embed' });
  expect(find('video').getAttribute('src')).toBe('/film.mp4');
  await enter(NO, 'path');
  expect([find('video').hasAttribute('src'), held.size]).toEqual([false, 1]);
});

test('takes the placeholder away of an embed that the page takes out, and draws one where it comes back', async () => {
  const { enter, held, find } = openPage('<p><video data-service="a" data-src="/film.mp4"></video></p>');
  await enter(NO);
  const film = find('video');
  film.remove();
  await vi.waitFor(() => expect(held.size).toBe(0));
  find('p').append(film);
  await vi.waitFor(() => expect([...held.keys()]).toEqual([film]));
  film.remove();
  await enter(YES);
  expect([held.size, film.hasAttribute('src')]).toEqual([0, false]);
});

test('draws the placeholder again where an embed is emptied by a withdrawal', async () => {
  const { enter, held, find } = openPage('<video data-service="a" data-src="/film.mp4"></video>');
  await enter(YES);
  expect(held.size).toBe(0);
  await enter(NO);
  expect([find('video').getAttribute('data-src'), held.size]).toEqual(['/film.mp4', 1]);
});

test('gives all back as it was served before Turbo keeps a copy, and lets it through again on the next page', async () => {
  const html =
    '<script type="text/plain" data-service="a" src="/x.js"></script><iframe data-service="a" data-src="/f"></iframe><video data-service="b" data-src="/v"></video>';
  const { enter, held, find } = openPage(html);
  await enter(YES);
  expect(held.size).toBe(1);
  for (const name of ['turbo:visit', 'turbo:before-cache']) dispatchEvent(new Event(name));
  expect([document.body.innerHTML, held.size]).toEqual([html, 0]);
  dispatchEvent(new Event('turbo:render'));
  expect([find('iframe').getAttribute('src'), held.size]).toEqual(['/f', 1]);
});

test('keeps what was shown once out of the copy that Turbo makes', async () => {
  const { enter, held, find } = openPage('<video data-service="b" data-src="/v"></video>');
  await enter(NO);
  held.get(find('video'))!();
  expect(find('video').getAttribute('src')).toBe('/v');
  dispatchEvent(new Event('turbo:before-cache'));
  expect(find('video').hasAttribute('src')).toBe(false);
});

test('lets no code through in the place of an address, which sanitisers of what visitors write do not look at', async () => {
  const { enter, held } = openPage(
    [
      '<iframe data-category="necessary" data-src="javascript:alert()"></iframe>',
      '<iframe data-service="a" data-src=" java\nscript:alert()"></iframe>',
      '<a data-category="necessary" data-href="JavaScript:alert()">a</a>',
      '<embed data-service="a" data-src="&#1;javascript:alert()">',
    ].join(''),
  );
  for (const moment of [undefined, NO, YES]) {
    await enter(moment);
    expect(document.body.querySelector('[src],[href]')).toBeNull();
    // Nor is it the link of a placeholder.
    expect(held.size).toBe(0);
  }
});
