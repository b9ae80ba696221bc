import type { BatchView } from '@longhand/contracts';
import type { Browser, BrowserContext } from 'playwright-core';
import { allowedMs, patienceMs } from '@longhand/test-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LaunchedSystem } from '../e2e/launched-system.js';
import { drawnCamera, sheetCorners } from './canvas-camera.js';
import { describeInBrowser, launchChromium } from './chromium.js';
import { drawPages, thirtyNotes } from './drawn-pages.js';

/** What the page promises: an upload whose tab was closed has ended so long after its last file. */
const maxEndMs = 120_000;

describeInBrowser('a tab that is closed', () => {
  let system: LaunchedSystem;
  let browser: Browser;
  let context: BrowserContext;

  beforeAll(async () => {
    browser = await launchChromium();
    system = await LaunchedSystem.start();
    context = await browser.newContext({ viewport: { width: 1280, height: 820 } });
    context.setDefaultTimeout(patienceMs);
  });
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  });

  const ask = async <T>(path: string): Promise<T> => {
    const response = await fetch(system.url + path, { headers: { authorization: `Bearer ${system.apiKey}` } });
    return (await response.json()) as T;
  };
  const newest = async () => {
    const { batches } = await ask<{ batches: { id: string }[] }>('/v1/batches?limit=1');
    return batches[0] && ask<BatchView>(`/v1/batches/${batches[0].id}`);
  };
  const arrive = async (path: string) => {
    const page = await context.newPage();
    await page.addInitScript(drawnCamera, sheetCorners);
    await page.goto(`${system.url}${path}#key=${system.apiKey}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  };

  it('ends its upload with what arrived, and the rest joins it when somebody comes back', async () => {
    const pages = await drawPages(browser, thirtyNotes('ramipril').slice(0, 8));
    const page = await arrive('/add');
    const network = await context.newCDPSession(page);
    await network.send('Network.enable');
    const slow = { offline: false, latency: 20, downloadThroughput: 2_000_000, uploadThroughput: 20_000 };
    await network.send('Network.emulateNetworkConditions', slow);
    await page
      .getByTestId('files')
      .setInputFiles(pages.map(({ name, png }) => ({ name, mimeType: 'image/png', buffer: png })));
    await page.getByText(/^Sending [1-5] of 8 files$/).waitFor();
    await page.close();
    const closedAt = Date.now();
    await expect.poll(async () => (await newest())?.status, { interval: 1000 }).not.toBe('receiving');
    const tookMs = Date.now() - closedAt;
    console.log(`the upload of a closed tab ended after ${(tookMs / 1000).toFixed(0)} s`);
    expect(tookMs).toBeLessThan(allowedMs(maxEndMs));
    const ended = await newest();
    const arrived = ended?.files.filter(({ status }) => status === 'accepted').length ?? 0;
    expect(arrived).toBeGreaterThan(0);
    expect(arrived).toBeLessThan(8);
    const again = await arrive('/add');
    await again.getByText('8 files sent').waitFor();
    const whole = await newest();
    expect(whole?.id).toBe(ended?.id);
    expect(whole?.files.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 'accepted'));
    await again.close();
  });

  it('keeps a photographed page from the shutter on', async () => {
    const page = await arrive('/camera');
    await page.getByRole('button', { name: 'Take this page' }).click();
    await page.getByRole('img', { name: 'Page 1' }).waitFor();
    await page.getByText(/Each page is saved on this device/).waitFor();
    await page.close();
    const again = await arrive('/camera');
    await again.getByRole('img', { name: 'Page 1' }).waitFor();
    await again.getByRole('button', { name: 'Send 1 page' }).click();
    await again.getByText('1 file sent').waitFor();
    await again.goto(`${system.url}/camera`);
    await again.getByRole('button', { name: 'Take this page' }).waitFor();
    expect(await again.getByRole('img', { name: 'Page 1' }).count()).toBe(0);
    await again.close();
  });
});
