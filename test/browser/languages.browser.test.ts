import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { until } from '@longhand/test-kit';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LaunchedSystem } from '../e2e/launched-system.js';
import { drawnCamera, sheetCorners } from './canvas-camera.js';
import { describeInBrowser, launchChromium } from './chromium.js';
import { drawPages, thirtyNotes } from './drawn-pages.js';
import { Visitor } from './visitor.js';

type Language = 'en' | 'fr' | 'de';

const desktop = { viewport: { width: 1280, height: 820 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const locales = { en: 'en-GB', fr: 'fr-FR', de: 'de-DE' };
const titles = {
  fr: ['Recherche', 'Ajouter des documents', 'Documents', 'Relecture', 'Écrire un mot', 'Personnes et clés'],
  de: ['Suche', 'Dokumente hinzufügen', 'Dokumente', 'Prüfen', 'Ein Wort schreiben', 'Personen und Schlüssel'],
};

/** Every text of a language in the catalogue, by its key. */
function catalogueOf(language: Language): Map<string, string> {
  const path = new URL(`../../web/src/language/catalogue/${language}.json`, import.meta.url);
  const found = new Map<string, string>();
  const walk = (node: object, before: string) => {
    for (const [name, value] of Object.entries(node)) {
      if (typeof value === 'string') found.set(before + name, value);
      else walk(value, `${before}${name}.`);
    }
  };
  walk(JSON.parse(readFileSync(fileURLToPath(path), 'utf8')), '');
  return found;
}

const english = catalogueOf('en');

/**
 * English texts of more than one word, without a gap to fill, that read otherwise in this language.
 */
function onlyEnglish(language: Language): string[] {
  const own = catalogueOf(language);
  return [...english].flatMap(([key, text]) => (/^[^{<]+ [^{<]+$/.test(text) && own.get(key) !== text ? [text] : []));
}

describeInBrowser('the page in other languages', () => {
  let system: LaunchedSystem;
  let browser: Browser;
  let documentId: string;
  let batchId: string;

  beforeAll(async () => {
    browser = await launchChromium();
    system = await LaunchedSystem.start();
    const pages = await drawPages(browser, thirtyNotes('ramipril').slice(11, 13));
    const form = new FormData();
    for (const { name, png } of pages) form.append('files', new Blob([new Uint8Array(png)]), name);
    form.append('files', new Blob(['milk']), 'shopping.txt');
    const receipt = await ask<{ id: string; files: { documentId?: string }[] }>('POST', '/v1/batches', form);
    [batchId, documentId] = [receipt.id, receipt.files[1].documentId ?? ''];
    await until(
      'the notes are read',
      async () => (await ask<{ status: string }>('GET', `/v1/batches/${batchId}`)).status === 'done',
    );
  });
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  });

  async function ask<T>(method: string, path: string, body?: FormData): Promise<T> {
    const headers = { authorization: `Bearer ${system.apiKey}` };
    const response = await fetch(system.url + path, { method, headers, ...(body && { body }) });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  const arrive = async (language: Language, size: object) => {
    const guest = await Visitor.arrive(browser, system.url, { ...size, locale: locales[language] });
    await guest.page.addInitScript(drawnCamera, sheetCorners);
    return guest;
  };

  /**
   * That nothing is said in English or by a key of the catalogue, and nothing reaches over the
   * edge.
   */
  const expectIn = async (language: Language, guest: Visitor, what: string) => {
    const shown = await guest.page.evaluate(() => {
      const labelled = [...document.querySelectorAll('[aria-label], [placeholder], [title], [alt]')];
      const labels = labelled.flatMap((element) =>
        ['aria-label', 'placeholder', 'title', 'alt'].map((name) => element.getAttribute(name) ?? ''),
      );
      return [document.title, document.body.innerText, ...labels].join('\n');
    });
    expect(
      onlyEnglish(language).filter((text) => shown.includes(text)),
      what,
    ).toEqual([]);
    expect(
      [...english.keys()].filter((key) => shown.includes(key)),
      what,
    ).toEqual([]);
    expect(await guest.page.evaluate(() => document.documentElement.lang)).toBe(language);
    const wide = await guest.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide, `${what} reaches over the edge of the screen`).toBeLessThanOrEqual(0);
  };

  const views = () => [
    ['search', '/'],
    ['hits', '/search?q=ramipril'],
    ['add', '/add'],
    ['receipt', `/uploads/${batchId}`],
    ['camera', '/camera'],
    ['documents', '/documents'],
    ['document', `/documents/${documentId}`],
    ['review', '/review'],
    ['write', '/write'],
    ['people', '/people'],
    ['audit', '/audit'],
  ];

  it.each([
    ['fr', 'a desktop', desktop],
    ['fr', 'a phone', phone],
    ['de', 'a desktop', desktop],
    ['de', 'a phone', phone],
  ] as const)('speaks %s in every view on %s', async (language, device, size) => {
    const guest = await arrive(language, size);
    await guest.open('/');
    await expectIn(language, guest, `sign-in on ${device}`);
    await guest.open(`/#key=${system.apiKey}`);
    const seen: string[] = [];
    for (const [view, path] of views()) {
      await guest.open(path.replace('/search', '/'));
      await guest.page.waitForLoadState('networkidle');
      seen.push((await guest.page.getByRole('heading', { level: 1 }).textContent()) ?? '');
      await expectIn(language, guest, `${view} on ${device}`);
    }
    expect(seen).toEqual(expect.arrayContaining(titles[language]));
    expect(guest.complaints).toEqual([]);
    await guest.leave();
  });

  it('tells errors of the server in French, and counts and dates as there', async () => {
    const guest = await arrive('fr', desktop);
    const { page } = guest;
    await guest.open('/');
    await page.getByLabel('Votre clé').fill('lh_wrong.key');
    await page.getByRole('button', { name: 'Connexion' }).click();
    await page.getByRole('alert').getByText('La clé ou la connexion n’est pas valable').waitFor();
    await guest.open(`/#key=${system.apiKey}`);
    await guest.open(`/uploads/${batchId}`);
    await page.getByText('Terminé : 2 sur 2 pages lues.').waitFor();
    await page.getByText('1 fichier refusé').waitFor();
    await page.getByText('Ce type de fichier n’est pas pris en charge').waitFor();
    await page
      .getByText(new Intl.DateTimeFormat('fr-FR', { dateStyle: 'medium' }).format())
      .first()
      .waitFor();
    await guest.leave();
  });

  it('changes its language at once, loses nothing that was typed, and remembers the choice', async () => {
    const guest = await arrive('en', desktop);
    const { page } = guest;
    await guest.open(`/#key=${system.apiKey}`);
    await page.getByRole('searchbox').fill('penicillin');
    await page.getByRole('combobox', { name: 'Language' }).selectOption('de');
    await page.getByRole('heading', { level: 1, name: 'Suche' }).waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('penicillin');
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Suche' }).waitFor();
    await guest.expectAccessible('search in German');
    await page.getByRole('combobox', { name: 'Sprache' }).selectOption('en');
    await page.getByRole('heading', { level: 1, name: 'Search' }).waitFor();
    expect(guest.complaints).toEqual([]);
    await guest.leave();
  });
});
