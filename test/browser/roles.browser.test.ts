import { until } from '@longhand/test-kit';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LaunchedSystem } from '../e2e/launched-system.js';
import { describeInBrowser, launchChromium } from './chromium.js';
import { drawPages, thirtyNotes } from './drawn-pages.js';
import { Visitor } from './visitor.js';

type Role = 'clerk' | 'reviewer' | 'auditor' | 'admin';

const handling = ['Search', 'Add', 'Camera', 'Documents'];
const places: Record<Role, string[]> = {
  clerk: [...handling, 'Write'],
  reviewer: [...handling, 'Review', 'Write'],
  admin: [...handling, 'Review', 'Write'],
  auditor: ['Audit'],
};

describeInBrowser('each role in Chromium', () => {
  let system: LaunchedSystem;
  let browser: Browser;
  let documentId: string;

  beforeAll(async () => {
    browser = await launchChromium();
    system = await LaunchedSystem.start();
    const [page] = await drawPages(browser, thirtyNotes('ramipril').slice(0, 1));
    const form = new FormData();
    form.append('files', new Blob([new Uint8Array(page.png)]), page.name);
    const receipt = await ask<{ files: { documentId: string }[] }>('POST', '/v1/batches', form);
    documentId = receipt.files[0].documentId;
    await until(
      'the note is read',
      async () => (await ask<{ status: string }>('GET', `/v1/documents/${documentId}`)).status === 'done',
    );
  });
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  });

  async function ask<T>(method: string, path: string, body?: FormData | object): Promise<T> {
    const isForm = body instanceof FormData;
    const response = await fetch(system.url + path, {
      method,
      headers: {
        authorization: `Bearer ${system.apiKey}`,
        ...(body && !isForm && { 'content-type': 'application/json' }),
      },
      ...(body && { body: isForm ? body : JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  const arriveAs = async (role: Role, viewport = { width: 1280, height: 820 }) => {
    const { key } = await ask<{ key: string }>('POST', '/v1/keys', { name: `a ${role}`, role });
    const guest = await Visitor.arrive(browser, system.url, { viewport });
    await guest.open('/');
    // By the form, as a person does.
    await guest.page.getByLabel('Your key').fill(key);
    await guest.page.getByRole('button', { name: 'Sign in' }).click();
    await guest.page.getByRole('navigation', { name: 'Main' }).getByRole('link').first().waitFor();
    return guest;
  };

  it.each(Object.keys(places) as Role[])('shows a %s the places that it may go to', async (role) => {
    const guest = await arriveAs(role);
    const links = guest.page.getByRole('navigation', { name: 'Main' }).getByRole('link');
    expect((await links.allTextContents()).filter(Boolean)).toEqual(places[role]);
    const atTop = (name: string) => guest.page.getByRole('link', { name, exact: true }).count();
    expect(await atTop('People and keys')).toBe(role === 'admin' ? 1 : 0);
    expect(guest.complaints).toEqual([]);
    await guest.leave();
  });

  it('shows a clerk a word without a way to change it, and a document without a way to delete it', async () => {
    const guest = await arriveAs('clerk');
    const { page } = guest;
    await guest.open(`/documents/${documentId}`);
    await page.getByTestId('page-text').getByRole('button').first().click();
    await page.getByRole('region', { name: 'One word' }).waitFor();
    expect(await page.getByLabel('It says').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Delete' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Edit' }).waitFor();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Original' }).click();
    expect((await saved).suggestedFilename()).toBe('note-01.png');
    await guest.expectAccessible('a document for a clerk');
    await guest.leave();
  });

  it('goes to the next word after saving in the viewer, and a key that is held down saves one word', async () => {
    const guest = await arriveAs('reviewer');
    const { page } = guest;
    await guest.open(`/documents/${documentId}`);
    const words = page.getByTestId('page-text').getByRole('button');
    await words.first().click();
    const field = page.getByLabel('It says');
    await field.fill('Firstword');
    await page.keyboard.down('Enter');
    await words.first().getByText('Firstword').waitFor();
    // The next word to check, or the next one where all are sure.
    const chosen = page.locator('.reading-word[aria-pressed=true]');
    await expect
      .poll(async () => [await words.first().getAttribute('aria-pressed'), await chosen.count()])
      .toEqual(['false', 1]);
    const next = await chosen.innerText();
    // Held down, the browser sends it again and again.
    for (let i = 0; i < 5; i += 1) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    expect(await chosen.innerText()).toBe(next);
    expect(await page.locator('.reading-word[data-state=corrected]').count()).toBe(1);
    await guest.leave();
  });

  it('answers one word of the review for a key that is held down', async () => {
    // Under double keying each word that one person has typed comes to the next.
    await ask('PUT', '/v1/review/settings', { doubleKeying: true });
    const { lines } = await ask<{ lines: { words: { id: string }[] }[] }>('GET', `/v1/documents/${documentId}/pages/1`);
    const words = lines.flatMap((line) => line.words).slice(2, 6);
    for (const { id } of words)
      await ask('PATCH', `/v1/documents/${documentId}/pages/1/words/${id}`, { text: 'typed' });
    const guest = await arriveAs('reviewer');
    const { page } = guest;
    await guest.goTo('Review');
    const card = page.getByTestId('review-card');
    await card.focus();
    for (let i = 0; i < 6; i += 1) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await page.getByText(/^1 done/).waitFor();
    await page.waitForTimeout(1000);
    await page.getByText(/^1 done/).waitFor();
    await card.waitFor();
    await ask('PUT', '/v1/review/settings', { doubleKeying: false });
    await guest.leave();
  });

  it('gives an auditor the log and its check, and no record', async () => {
    const guest = await arriveAs('auditor');
    const { page } = guest;
    await page.getByRole('heading', { level: 1, name: 'Audit' }).waitFor();
    await page.getByRole('list', { name: 'Audit log' }).getByText('Made a key').first().waitFor();
    await page.getByText('role: auditor').first().waitFor();
    await page.getByRole('button', { name: 'Check that the log is complete' }).click();
    await page.getByText('The log is complete', { exact: true }).waitFor();
    await guest.expectAccessible('the audit');
    await guest.picture('audit');
    await page.setViewportSize({ width: 390, height: 844 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await guest.expectAccessible('the audit on a phone');
    await guest.picture('phone-audit');
    expect(guest.complaints).toEqual([]);
    await guest.leave();
  });

  it('asks twice before the last key of an administrator goes', async () => {
    const guest = await Visitor.arrive(browser, system.url, { viewport: { width: 1280, height: 820 } });
    const { page } = guest;
    await guest.open(`/#key=${system.apiKey}`);
    const { keys } = await ask<{ keys: { id: string; role: string; prefix: string; revokedAt?: string }[] }>(
      'GET',
      '/v1/keys',
    );
    const mine = system.apiKey.slice(3, 15);
    for (const { id, role, prefix, revokedAt } of keys) {
      if (role !== 'admin' || prefix === mine || revokedAt) continue;
      await fetch(`${system.url}/v1/keys/${id}`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${system.apiKey}` },
      });
    }
    await guest.open('/people');
    const row = page.getByRole('listitem').filter({ hasText: `lh_${mine}` });
    await row.getByRole('button', { name: /^Revoke/ }).click();
    await row.getByRole('button', { name: 'Revoke', exact: true }).click();
    await row.getByText('This is the last administrator key', { exact: false }).waitFor();
    expect((await ask<{ keys: unknown[] }>('GET', '/v1/keys')).keys.length).toBeGreaterThan(0);
    await row.getByRole('button', { name: 'Keep it' }).click();
    await guest.leave();
  });
});
