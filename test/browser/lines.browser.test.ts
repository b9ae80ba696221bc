import { patienceMs, until } from '@longhand/test-kit';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LaunchedSystem } from '../e2e/launched-system.js';
import { ApiPerson } from './api-person.js';
import { describeInBrowser, launchChromium } from './chromium.js';
import { type DrawnPage, drawPages } from './drawn-pages.js';
import { boxOf, phone, untilOnInk, Visitor } from './visitor.js';

const lines = ['Mrs Adler aged 20', 'She has a dry cough', 'Advice rest and water'];

describeInBrowser('lines and words in the viewer', () => {
  let system: LaunchedSystem;
  let browser: Browser;
  let visitor: Visitor;
  let drawn: DrawnPage;
  let documentId: string;

  beforeAll(async () => {
    browser = await launchChromium();
    system = await LaunchedSystem.start();
    [drawn] = await drawPages(browser, [{ name: 'note.png', lines }]);
    const person = new ApiPerson(system.url, system.apiKey);
    documentId = await person.send(drawn.name, drawn.png);
    await until('the note is read', async () => (await person.statusOf(documentId)) === 'done');
    visitor = await Visitor.arrive(browser, system.url);
    await visitor.open('/');
    await visitor.page.getByLabel('Your key').fill(system.apiKey);
    await visitor.page.getByRole('button', { name: 'Sign in' }).click();
    await visitor.page.getByRole('searchbox').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  });

  const text = (page: Page) => page.getByTestId('page-text');
  const readLines = async (page: Page) =>
    (await text(page).locator('.reading').allInnerTexts()).map((line) => line.replace(/\s+/g, ' ').trim());
  /** The box of a whole line as it was drawn, in pixels of the page. */
  function lineBox(number: number) {
    const count = lines.slice(0, number).flatMap((line) => line.split(' ')).length;
    const words = drawn.words.slice(count, count + lines[number].split(' ').length).map(({ box }) => box);
    const last = words[words.length - 1];
    return { x: words[0].x, y: words[0].y, width: last.x + last.width - words[0].x, height: words[0].height };
  }
  /** A corner of a box on the screen. */
  async function onScreen(sheet: Locator, { x, y }: { x: number; y: number }) {
    const shown = await sheet.boundingBox();
    if (!shown) throw new Error('the page is not shown');
    const scale = shown.width / 1000;
    return { x: shown.x + x * scale, y: shown.y + y * scale };
  }

  it('deletes a line, which leaves text and search and can be restored', async () => {
    const { page } = visitor;
    await visitor.open(`/documents/${documentId}`);
    await text(page).locator('.reading').nth(1).getByRole('button').first().click();
    await page.getByRole('button', { name: 'Delete the line' }).click();
    await expect.poll(async () => (await readLines(page)).length, { timeout: patienceMs }).toBe(2);
    await page.getByText('1 deleted place').click();
    await page.getByTestId('deleted-places').getByRole('img').waitFor();
    await visitor.expectAccessible('a deleted line');
    await page.getByRole('button', { name: /^Restore/ }).click();
    await expect.poll(async () => (await readLines(page)).length, { timeout: patienceMs }).toBe(3);
    // And once more, this time undone by the keyboard.
    await text(page).locator('.reading').nth(1).getByRole('button').first().click();
    await page.getByRole('button', { name: 'Delete the line' }).click();
    await expect.poll(async () => (await readLines(page)).length, { timeout: patienceMs }).toBe(2);
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await readLines(page)).length, { timeout: patienceMs }).toBe(3);
    await text(page).locator('.reading').nth(1).getByRole('button').first().click();
    await page.getByRole('button', { name: 'Delete the line' }).click();
    await expect.poll(async () => (await readLines(page)).length, { timeout: patienceMs }).toBe(2);
  });

  it('adds a line that a person draws with the mouse, and finds it with its ink', async () => {
    const { page } = visitor;
    const box = lineBox(1);
    await page.getByRole('button', { name: 'Add a line' }).first().click();
    await page.getByTestId('draw-layer').waitFor();
    await visitor.expectAccessible('drawing a line');
    const sheet = page.getByTestId('sheet');
    const [from, to] = [
      await onScreen(sheet, box),
      await onScreen(sheet, { x: box.x + box.width, y: box.y + box.height }),
    ];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move((from.x + to.x) / 2, to.y);
    await page.mouse.move(to.x, to.y);
    await page.mouse.up();
    await page.getByLabel('The line says').fill('Quinine twice daily');
    await visitor.expectAccessible('typing a line');
    await page.keyboard.press('Enter');
    await text(page).getByRole('button', { name: 'Quinine' }).waitFor();
    expect((await readLines(page))[1]).toBe('Quinine twice daily');
    await visitor.goTo('Search');
    await page.getByRole('searchbox').fill('"quinine twice daily"');
    await page.keyboard.press('Enter');
    const hit = page.getByTestId('hit').first();
    await hit.getByText('Quinine').waitFor();
    const shown = await boxOf(hit.getByTestId('ink'));
    await untilOnInk(async () => ({ ...shown, y: box.y, height: box.height }), box);
    expect(shown.y).toBeLessThan(box.y);
    expect(shown.y + shown.height).toBeGreaterThan(box.y + box.height);
    await hit.click();
    await text(page).getByRole('button', { name: 'Quinine' }).waitFor();
  });

  it('adds a line by the keyboard alone, moves it, and undoes it', async () => {
    const { page } = visitor;
    await page.getByRole('button', { name: 'Add a line' }).first().press('Enter');
    await expect
      .poll(() => page.getByTestId('draw-layer').evaluate((one) => one === document.activeElement))
      .toBe(true);
    for (let i = 0; i < 40; i += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.getByLabel('The line says').evaluate((one) => one === document.activeElement))
      .toBe(true);
    await page.keyboard.type('Signed Doyle');
    await page.keyboard.press('Enter');
    await text(page).getByRole('button', { name: 'Doyle' }).waitFor();
    expect((await readLines(page)).at(-1)).toBe('Signed Doyle');
    await page.getByRole('button', { name: 'Move up' }).click();
    await expect.poll(async () => (await readLines(page)).indexOf('Signed Doyle'), { timeout: patienceMs }).toBe(2);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect
      .poll(async () => (await readLines(page)).includes('Signed Doyle'), { timeout: patienceMs })
      .toBe(false);
  });

  it('goes from one doubtful word to the next by Enter, through readings by Tab, and back by Ctrl+Z', async () => {
    const { page } = visitor;
    const words = text(page).getByRole('button');
    const first = await words.first().innerText();
    await words.first().click();
    await page.getByLabel('It says').fill('Misses');
    await page.keyboard.press('Enter');
    await text(page).getByRole('button', { name: 'Misses' }).waitFor();
    // What comes up next is a word to check, or the next one where all are sure.
    const chosen = text(page).locator('[data-selected]');
    const doubtful = await text(page).locator('[data-state=unsure]').count();
    const wanted = doubtful > 0 ? text(page).locator('[data-state=unsure]').first() : words.nth(1);
    await expect.poll(() => wanted.getAttribute('aria-pressed'), { timeout: patienceMs }).toBe('true');
    expect(await chosen.count()).toBe(1);
    await page.keyboard.press('Control+z');
    await expect.poll(() => words.first().innerText(), { timeout: patienceMs }).toBe(first);
    const group = page.getByRole('group', { name: 'Other readings' });
    const readings = group.getByRole('button');
    if ((await readings.count()) > 0) {
      await page.getByLabel('It says').focus();
      await page.keyboard.press('Tab');
      expect(await readings.first().evaluate((one) => one === document.activeElement)).toBe(true);
    }
    expect(visitor.complaints).toEqual([]);
  });

  it('shows somebody else’s line instead of a second one, on a phone too', async () => {
    const guest = await Visitor.arrive(browser, system.url, phone);
    const { page } = guest;
    await guest.open('/');
    await page.getByLabel('Your key').fill(system.apiKey);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('searchbox').waitFor();
    await guest.open(`/documents/${documentId}`);
    await page.getByRole('button', { name: 'Add a line' }).first().tap();
    const sheet = page.getByTestId('sheet');
    await page.getByTestId('draw-layer').waitFor();
    const box = lineBox(1);
    const [from, to] = [
      await onScreen(sheet, box),
      await onScreen(sheet, { x: box.x + box.width, y: box.y + box.height }),
    ];
    const touch = await guest.context.newCDPSession(page);
    const at = (type: string, points: { x: number; y: number }[]) =>
      touch.send('Input.dispatchTouchEvent', { type: type as 'touchStart', touchPoints: points });
    await at('touchStart', [from]);
    await at('touchMove', [{ x: (from.x + to.x) / 2, y: to.y }]);
    await at('touchMove', [to]);
    await at('touchEnd', []);
    await page.getByLabel('The line says').fill('Chinin');
    await guest.expectAccessible('adding a line on a phone');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide, 'nothing reaches over the edge of the screen').toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: 'Add a line' }).last().tap();
    await page.getByText(/There are words at this place already/).waitFor();
    await guest.leave();
  });
});
