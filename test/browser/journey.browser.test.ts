import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LaunchedSystem } from '../e2e/launched-system.js';
import { ApiPerson } from './api-person.js';
import { filmOf } from './camera-film.js';
import { describeInBrowser, launchChromium } from './chromium.js';
import { type DrawnPage, drawPages, thirtyNotes } from './drawn-pages.js';
import { boxOf, phone, untilOnInk, Visitor } from './visitor.js';

const SPECIAL = 'ramipril';

describeInBrowser('the web page in Chromium', () => {
  let system: LaunchedSystem;
  let browser: Browser;
  let pages: DrawnPage[];
  let visitor: Visitor;
  let film: string;

  beforeAll(async () => {
    const painter = await launchChromium();
    pages = await drawPages(painter, thirtyNotes(SPECIAL));
    await painter.close();
    film = await filmOf(pages[12].png);
    browser = await launchChromium(film);
    system = await LaunchedSystem.start();
    visitor = await Visitor.arrive(browser, system.url, { viewport: { width: 1280, height: 820 } });
  });
  afterAll(async () => {
    await browser?.close();
    if (film) await rm(dirname(film), { recursive: true, force: true });
    await system?.stop();
  });

  const drawnWord = () => {
    const word = pages[12].words.find(({ text }) => text === SPECIAL);
    if (!word) throw new Error('the special word was not drawn');
    return word;
  };

  it('asks for a key, refuses a wrong one in a sentence, and takes the one in the printed link', async () => {
    const { page } = visitor;
    await visitor.open('/documents');
    await page.getByLabel('Your key').fill('lh_wrong.key');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page
      .getByRole('alert')
      .getByText(/not valid/)
      .waitFor();
    await visitor.expectAccessible('sign-in');
    await visitor.picture('sign-in');
    expect(visitor.complaints.splice(0).filter((text) => !text.includes('401'))).toEqual([]);
    await visitor.open(`/#key=${system.apiKey}`);
    await page.getByRole('heading', { name: 'Search' }).waitFor();
    expect(page.url()).not.toContain('key');
    await visitor.expectAccessible('search, nothing asked');
  });

  it('is small and quick for whoever comes for the first time', async () => {
    const newcomer = await Visitor.arrive(browser, system.url);
    const { scriptBytes, seconds, busySeconds } = await newcomer.firstLoad(async () => {
      await newcomer.open(`/#key=${system.apiKey}`);
      await newcomer.page.getByRole('searchbox').fill('ready');
    });
    await newcomer.leave();
    const kB = (scriptBytes / 1000).toFixed(1);
    console.log(
      `first page: ${kB} kB of script, usable after ${seconds.toFixed(2)} s, of which the page itself worked ` +
        `${busySeconds.toFixed(2)} s`,
    );
    expect(busySeconds).toBeLessThan(2);
    expect(scriptBytes).toBeGreaterThan(50_000);
    expect(scriptBytes).toBeLessThanOrEqual(200_000);
  });

  it('sends thirty files, goes on after a reload in the middle, and shows every file to its end', async () => {
    const { page, context } = visitor;
    await visitor.goTo('Add');
    await visitor.expectAccessible('add');
    await visitor.picture('add');
    const network = await context.newCDPSession(page);
    await network.send('Network.enable');
    const slow = { offline: false, latency: 20, downloadThroughput: 2_000_000, uploadThroughput: 40_000 };
    await network.send('Network.emulateNetworkConditions', slow);
    const files = pages.map(({ name, png }) => ({ name, mimeType: 'image/png', buffer: png }));
    files.push({ name: 'shopping.txt', mimeType: 'text/plain', buffer: Buffer.from('milk') });
    await page.getByTestId('files').setInputFiles(files);
    await page.waitForURL(/\/uploads\//);
    await page.getByText(/^Sending ([4-9]|1\d) of 31 files$/).waitFor();
    await visitor.picture('sending');
    await page.reload();
    await page.getByText(/^Sending \d+ of 31 files$/).waitFor();
    await network.send('Network.emulateNetworkConditions', { ...slow, uploadThroughput: -1, downloadThroughput: -1 });
    const sentence = page.getByTestId('batch-sentence');
    const seen = new Set<string>();
    await expect
      .poll(
        async () => {
          const text = (await sentence.textContent()) ?? '';
          seen.add(text);
          return text;
        },
        { interval: 250 },
      )
      .toBe('Done: 30 of 30 pages read.');
    // It was followed live, not only at its end.
    expect(seen.size).toBeGreaterThan(3);
    await page.getByText('1 file not accepted').waitFor();
    await page.getByText(/shopping\.txt/).waitFor();
    await expect.poll(() => page.getByRole('row').count()).toBe(31);
    await visitor.expectAccessible('receipt');
    await visitor.picture('receipt');
  });

  it('finds a word, shows its ink, and marks the right place on the page', async () => {
    const { page } = visitor;
    await visitor.goTo('Search');
    await page.getByRole('searchbox').fill(SPECIAL);
    await page.keyboard.press('Enter');
    const hit = page.getByTestId('hit').first();
    await hit.getByRole('img').waitFor();
    await untilOnInk(() => boxOf(hit.getByTestId('mark').first()), drawnWord().box);
    await visitor.expectAccessible('search results');
    await visitor.picture('search');
    await hit.click();
    await page.getByRole('img', { name: 'Page 1' }).waitFor();
    const marked = page.locator('.on-ink[data-selected]');
    await untilOnInk(async () => {
      const sheet = await page.getByTestId('sheet').boundingBox();
      const mark = await marked.boundingBox();
      if (!sheet || !mark) throw new Error('the page or its mark is not shown');
      const scale = 1000 / sheet.width;
      const [x, y] = [(mark.x - sheet.x) * scale, (mark.y - sheet.y) * scale];
      return { x, y, width: mark.width * scale, height: mark.height * scale };
    }, drawnWord().box);
    await visitor.expectAccessible('document');
    await visitor.picture('document');
  });

  it('corrects a word, and finds the correction', async () => {
    const { page } = visitor;
    await page.getByTestId('page-text').getByRole('button').first().click();
    await page.getByLabel('It says').fill('Doctoress');
    await page.keyboard.press('Enter');
    await page.getByTestId('page-text').getByRole('button', { name: 'Doctoress' }).waitFor();
    await visitor.goTo('Search');
    await page.getByRole('searchbox').fill('doctoress');
    await page.keyboard.press('Enter');
    const hit = page.getByTestId('hit').first();
    await hit.getByText('Doctoress').waitFor();
    // Until then the hits of the search before may stand there.
    await untilOnInk(() => boxOf(hit.getByTestId('mark').first()), pages[12].words[0].box);
    await hit.click();
    await page.locator('.on-ink[data-state=corrected]').waitFor();
  });

  it.each([
    ['PDF, searchable', '.pdf', /^%PDF-1\./],
    ['ALTO 4', '.alto.xml', /<alto[\s\S]*Doctoress/],
    ['Plain text', '.txt', /Doctoress/],
  ])('saves a document as %s', async (format, ending, content) => {
    const { page } = visitor;
    await page.getByRole('button', { name: 'Save as' }).click();
    await page.getByRole('menuitem', { name: format }).waitFor();
    await visitor.expectAccessible('the formats to choose from');
    const saved = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: format }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toBe(`note-13${ending}`);
    expect(readFileSync(await download.path(), 'latin1')).toMatch(content);
    // A menu that still fades out would be taken for the next one.
    await page.getByRole('menuitem').first().waitFor({ state: 'detached' });
  });

  it('tells what happened, and changes title, date and tags', async () => {
    const { page } = visitor;
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByText(/Page 1: read/).waitFor();
    await visitor.expectAccessible('what happened');
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Title').fill('Visit of May');
    await page.getByLabel('Date of the record').fill('2024-05-17');
    const tags = page.getByRole('combobox', { name: 'Tags' });
    await tags.fill('heart');
    await page.keyboard.press('Enter');
    await expect.poll(() => tags.getAttribute('aria-expanded')).toBe('false');
    await visitor.expectAccessible('editing');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('heading', { name: 'Visit of May' }).waitFor();
    await visitor.goTo('Documents');
    await page.getByLabel('With the tag').fill('heart');
    await page.keyboard.press('Enter');
    await page.getByText('17 May 2024').waitFor();
    const found = page.getByRole('list', { name: 'Documents' }).getByRole('listitem');
    await expect.poll(() => found.count()).toBe(1);
    await visitor.expectAccessible('documents');
    await visitor.picture('documents');
  });

  it('is reviewed by keyboard alone', async () => {
    const { page } = visitor;
    await visitor.goTo('Review');
    const card = page.getByTestId('review-card');
    await card.getByRole('img').waitFor();
    await visitor.expectAccessible('review');
    await visitor.picture('review');
    const first = await card.getByRole('link').getAttribute('href');
    await page.keyboard.press('Enter');
    await page.getByText(/^1 done/).waitFor();
    await expect.poll(() => card.getByRole('link').getAttribute('href')).not.toBe(first);
    for (
      let i = 0;
      i < 30 && !(await card.getByRole('textbox').evaluate((box) => box === document.activeElement));
      i += 1
    ) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.type('Handwritten');
    await page.keyboard.press('Enter');
    await page.getByText(/^2 done/).waitFor();
  });

  it('gives a word that two people typed differently to a third, with both texts', async () => {
    const { page } = visitor;
    await visitor.goTo('Documents');
    await visitor.goTo('Review');
    await page.getByRole('switch', { name: 'Two people check every word' }).click();
    const asAdmin = new ApiPerson(system.url, system.apiKey);
    await expect.poll(() => asAdmin.isDoubleKeying()).toBe(true);
    const people = [await asAdmin.newReviewer(), await asAdmin.newReviewer()];
    const [first] = await people[0].waitingWords();
    for (const [i, text] of ['first text', 'second text'].entries()) await people[i].type(first, text);
    await page.reload();
    const card = page.getByTestId('review-card');
    await card.getByTestId('disputed').getByText('“first text” and “second text”').waitFor();
    await card.getByRole('img').waitFor();
    await visitor.expectAccessible('a disputed word');
    await visitor.picture('review-disputed');
    await card.press('2');
    await page.getByText(/^1 done/).waitFor();
    await expect.poll(() => people[0].textOf(first)).toMatchObject({ text: 'second text', keying: 'verified' });
    await page.getByRole('switch', { name: 'Two people check every word' }).click();
    await expect.poll(() => asAdmin.isDoubleKeying()).toBe(false);
  });

  it('had nothing to complain about', () => expect(visitor.complaints).toEqual([]));

  it('works on a phone: search, page, camera without a network, dark colours', async () => {
    const guest = await Visitor.arrive(browser, system.url, { ...phone, colorScheme: 'dark' });
    const { page, context } = guest;
    await guest.open(`/#key=${system.apiKey}`);
    await page.getByRole('searchbox').fill(SPECIAL);
    await page.keyboard.press('Enter');
    const hit = page.getByTestId('hit').first();
    await hit.getByRole('img').waitFor();
    await untilOnInk(() => boxOf(hit.getByTestId('mark').first()), drawnWord().box);
    await guest.expectAccessible('search on a phone');
    await guest.picture('phone-search');
    await hit.tap();
    await page.locator('.on-ink[data-selected]').waitFor();
    await page.getByRole('img', { name: 'Page 1' }).waitFor();
    await guest.expectAccessible('document on a phone');
    await guest.picture('phone-document');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide, 'nothing reaches over the edge of the screen').toBeLessThanOrEqual(0);
    await guest.goTo('Review');
    await guest.expectAccessible('review on a phone');
    await guest.goTo('Camera');
    await page.getByTestId('sheet-outline').waitFor();
    await page.getByTestId('camera-advice').getByText('Good: the whole sheet').waitFor();
    await page.getByRole('button', { name: 'Take this page' }).tap();
    await page.getByText('Page 1').waitFor();
    await guest.expectAccessible('camera on a phone');
    await guest.picture('phone-camera');
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Send 1 page' }).tap();
    // The camera's page shows the same words, and nothing of what has been sent.
    await page.waitForURL(/\/add$/);
    await page.getByText(/kept on this device/).waitFor();
    await page.reload();
    await page.getByText(/kept on this device/).waitFor();
    expect(guest.complaints.splice(0).filter((text) => !/ERR_INTERNET_DISCONNECTED/.test(text))).toEqual([]);
    await context.setOffline(false);
    await page.getByText('1 file sent').waitFor();
    expect(guest.complaints.filter((text) => !/ERR_INTERNET_DISCONNECTED/.test(text))).toEqual([]);
    await guest.leave();
  });
});
