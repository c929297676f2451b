/** Goes the way of one who asks what is kept: see it, download it, withdraw, erase, by keyboard and without papers (GDPR 11, 15, 17; R42). */
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import type { Hands } from './support/hands.js';
import { pageOf, withOptions } from './support/pages.js';
import { choose, press, settings, switchOf } from './support/visit.js';

const manifest = withOptions({ log: '/samtycke/records' });
const html = pageOf({ manifest });
const MINE = '/samtycke/records/mine';

const asks = () => !!document.querySelector('[data-samtycke-root]')?.shadowRoot?.querySelector('section');
const isGone = () => !document.querySelector('[data-samtycke-root]');
const isTold = () => !!document.querySelector('[data-samtycke-root]')?.shadowRoot?.querySelector('.last .note');
const hasLast = () => !!document.querySelector('[data-samtycke-root]')?.shadowRoot?.querySelector('.last *');
const isSent = () => !Object.keys(localStorage).some((key) => key.startsWith('samtycke:q:'));

/** What has focus, by what it does or says. */
const focused = () => {
  let element = document.activeElement!;
  while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  const { action, category, samtycke } = (element as HTMLElement).dataset;
  return action ?? category ?? samtycke ?? (element.id || element.textContent!.trim());
};

/** What the log answers to a key. */
const answerTo = (key: string) =>
  fetch('/samtycke/records/mine', { headers: { Authorization: `Bearer ${key}` } }).then(async (answer) => [
    answer.status,
    await answer.text(),
  ]);

async function tabTo(hands: Hands, target: string) {
  const way: string[] = [];
  do {
    await hands.press('Tab');
    way.push(await hands.evaluate(focused));
  } while (way.at(-1) !== target && way.length < 40);
  expect(way.at(-1), way.join(' ')).toBe(target);
}

/** Opens the settings from the footer, where focus is, and their last choice has come. */
async function open(hands: Hands) {
  await hands.until(isGone);
  await hands.until(isSent);
  await hands.evaluate(() => document.querySelector<HTMLElement>('[data-samtycke="settings"]')!.focus());
  await hands.press('Enter');
  await hands.until(hasLast);
}

/** Asks what is kept; returns what is told, sentence by sentence. */
async function ask(hands: Hands): Promise<string[]> {
  await tabTo(hands, 'show');
  await hands.press('Enter');
  await hands.until(isTold);
  return hands.evaluate(() => {
    const note = document.querySelector('[data-samtycke-root]')!.shadowRoot!.querySelector('.last .note')!;
    return [...note.querySelectorAll('p,li')].map((it) => it.textContent!.trim());
  });
}

const when = String.raw`\d{1,2} \p{L}+ 20\d\d kl\. \d\d:\d\d`;
const says = (what: string) => expect.stringMatching(new RegExp(`^${when} ${what}$`, 'u'));

test('R42 shows, withdraws and erases what is kept of a visitor, all by keyboard', async ({
  site,
  hands,
  receiver,
}) => {
  await hands.goto(site.page('/', html));
  await hands.until(asks);
  await tabTo(hands, 'accept-all');
  await hands.press('Enter');
  await open(hands);
  await tabTo(hands, 'third-party:marketing');
  await hands.press('Space');
  await tabTo(hands, 'save');
  await hands.press('Enter');

  await open(hands);
  const told = [
    'Det här står i vår logg:',
    says('Du godkände alla'),
    says(String.raw`Du godkände (\p{L}+ \([\p{L} ]+\)(, | och )?){3}`),
  ];
  expect(await ask(hands)).toEqual(told);
  // Focus is on what is told, which is named by its first sentence; a second press closes it and comes back.
  expect(await hands.evaluate(focused)).toContain('Det här står i vår logg:');
  for (let tries = 0; tries < 4 && (await hands.evaluate(focused)) !== 'show'; tries++) await hands.press('Shift+Tab');
  const expanded = () =>
    document
      .querySelector('[data-samtycke-root]')!
      .shadowRoot!.querySelector('[data-action="show"]')!
      .getAttribute('aria-expanded');
  expect(await hands.evaluate(expanded)).toBe('true');
  await hands.press('Enter');
  await hands.until(() => !document.querySelector('[data-samtycke-root]')!.shadowRoot!.querySelector('.last .note'));
  expect(await hands.evaluate(focused)).toBe('show');
  expect(await hands.evaluate(expanded)).toBe('false');

  await tabTo(hands, 'withdraw');
  await hands.press('Enter');
  await open(hands);
  expect(await ask(hands)).toEqual([...told, says('Du tog tillbaka ditt samtycke')]);

  const key = await hands.evaluate(() => localStorage.getItem('samtycke:key'));
  expect(key).toMatch(/^[\w-]{22}\.[\w-]{22}$/);
  await hands.evaluate(() =>
    document.querySelector<HTMLElement>('[data-samtycke-root]')!.shadowRoot!.querySelector('h2')!.focus(),
  );
  await tabTo(hands, 'erase');
  await hands.press('Enter');
  await tabTo(hands, 'yes');
  await hands.press('Enter');
  await hands.until(isGone);
  expect(await hands.evaluate(() => localStorage.getItem('samtycke:key'))).toBeNull();

  await open(hands);
  expect(await ask(hands)).toEqual(['Vi hittar inget från den här webbläsaren i vår logg.']);
  // With the key of before nobody finds anything either, and is not told why.
  const again = await hands.evaluate(answerTo, key!);
  expect(again).toEqual([404, 'Not found.\n']);
  expect(JSON.stringify(await receiver.records())).not.toContain(key!.split('.')[0]);
});

/** Puts what the visitor would find among the downloads where the test can read it: not every engine tells of it. */
const keepDownloads = () => {
  const kept: { name?: string; text?: string } = ((window as { kept?: object }).kept = {});
  const { createObjectURL } = URL;
  URL.createObjectURL = (blob: Blob) => {
    void blob.text().then((text) => (kept.text = text));
    return createObjectURL.call(URL, blob);
  };
  HTMLAnchorElement.prototype.click = function () {
    kept.name = this.download;
  };
};
const keptOn = (page: Page) => page.evaluate(() => (window as { kept?: { name?: string; text?: string } }).kept);

const strictest =
  "script-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

test('R42 gives the whole as a document under the strictest policy: the records, and all of it in words', async ({
  site,
  page,
  receiver,
  pageErrors,
}) => {
  await page.goto(site.page('/', html, { 'content-security-policy': strictest }));
  await page.evaluate(keepDownloads);
  await choose(page, 'accept-all');
  await expect.poll(() => receiver.records()).toHaveLength(1);
  await page.getByRole('link', { name: 'Kakinställningar' }).click();
  await settings(page).getByRole('button', { name: 'Ladda ner' }).click();
  await expect.poll(() => keptOn(page)).toMatchObject({ name: 'samtycke.json', text: expect.stringContaining('{') });
  const statement = JSON.parse((await keptOn(page))!.text!) as { texts: object; inWords: string[] };
  const record = (await receiver.records())[0]!;
  expect(statement).toMatchObject({
    schema: 'samtycke-statement-1',
    record_header: { record_id: record.recordId, pii_principal_id: record.consentId },
    pii_processing: { language: 'sv', privacy_notice: { version: '2.0.0', url: 'https://site.example/policy' } },
    party_identification: [{ party_name: 'AssistMe Försäkring i Sverige AB', party_email: 'privacy@assistme.eu' }],
    events: [{ event_type: 'granted', recordId: record.recordId, validUntil: record.validUntil }],
  });
  expect(Object.keys(statement.texts)).toEqual([record.textHash]);
  expect(statement.inWords).toContainEqual(expect.stringMatching(/: Du godkände alla\.$/));
  expect(pageErrors).toEqual([]);
});

const shows = (page: Page) => settings(page).locator('.last .note');

test('R42 tells one who comes with a foreign or a guessed key what it tells one whom it does not know', async ({
  site,
  page,
  receiver,
  pageErrors,
}) => {
  await page.goto(site.page('/', html));
  await choose(page, 'accept-all');
  await expect.poll(() => receiver.records()).toHaveLength(1);
  const { consentId } = (await receiver.records())[0]!;
  const answers: unknown[] = [];
  for (const key of [`${consentId}.${'A'.repeat(22)}`, `${'A'.repeat(22)}.${'A'.repeat(22)}`, 'nonsense']) {
    await page.evaluate((it) => localStorage.setItem('samtycke:key', it), key);
    await page.getByRole('link', { name: 'Kakinställningar' }).click();
    const asked = page.waitForResponse((response) => response.url().endsWith(MINE));
    await settings(page).getByRole('button', { name: 'Visa vad som är sparat' }).click();
    expect((await asked).status()).toBe(404);
    answers.push(await page.evaluate(answerTo, key));
    await expect(shows(page)).toHaveText('Vi hittar inget från den här webbläsaren i vår logg.');
    await press(page, 'close');
  }
  expect(answers).toEqual(answers.map(() => [404, 'Not found.\n']));
  expect(answers).toHaveLength(3);
  expect(await receiver.records()).toMatchObject([{ consentId }]);
  expect(pageErrors).toEqual([]);
});

test('R42 says that the log does not answer, keeps what it was asked to erase, and works when it is back', async ({
  site,
  page,
  receiver,
  pageErrors,
}) => {
  site.page('/under-repair', 'We are back soon.');
  await page.goto(site.page('/', html));
  await choose(page, 'accept-all');
  await expect.poll(() => receiver.records()).toHaveLength(1);
  await page.getByRole('link', { name: 'Kakinställningar' }).click();
  const show = settings(page).getByRole('button', { name: 'Visa vad som är sparat' });
  for (const mode of ['answers 500', 'hangs up', 'sends elsewhere'] as const) {
    receiver.mode = mode;
    await show.click();
    await expect(shows(page)).toHaveText('Vår logg svarar inte just nu. Försök igen om en stund.');
    await expect(shows(page)).toBeFocused();
    await show.click();
    await expect(shows(page)).toHaveCount(0);
    await expect(show).toBeFocused();
  }
  await settings(page).getByRole('button', { name: 'Radera' }).click();
  await settings(page).getByRole('button', { name: 'Ja, radera' }).click();
  await expect(shows(page)).toHaveText('Vi kunde inte radera uppgifterna i vår logg just nu. Försök igen om en stund.');
  receiver.mode = 'works';
  await show.click();
  await expect(shows(page).locator('li')).toHaveText([/Du godkände alla$/]);
  expect(pageErrors).toEqual([]);
});

test('R42 says of embeds that their content was shown once', async ({ site, page, receiver }) => {
  site.page('https://film.example/1', 'film');
  const body =
    '<iframe data-service="film" data-src="https://film.example/1" width="400" height="300" title="film"></iframe>';
  await page.goto(site.page('/', pageOf({ manifest, body })));
  await switchOf(page, 'permanent:statistics').check();
  await choose(page, 'save');
  await page.locator('[data-samtycke-embed]').getByRole('button', { name: 'Visa en gång' }).click();
  await expect.poll(() => receiver.records()).toHaveLength(2);
  await page.getByRole('link', { name: 'Kakinställningar' }).click();
  await settings(page).getByRole('button', { name: 'Visa vad som är sparat' }).click();
  await expect(shows(page).locator('li')).toHaveText([
    /Du godkände statistik \(Permanenta kakor\)$/,
    /Du visade innehåll från film en gång$/,
  ]);
});

test('R42 offers to show what is kept only where the site has a log', async ({ site, page }) => {
  await page.goto(site.page('/', pageOf()));
  await choose(page, 'accept-all');
  await page.getByRole('link', { name: 'Kakinställningar' }).click();
  await expect(settings(page).getByRole('button', { name: 'Ladda ner' })).toBeVisible();
  await expect(settings(page).getByRole('button', { name: 'Visa vad som är sparat' })).toHaveCount(0);
});
