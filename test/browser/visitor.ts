import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { patienceMs } from '@longhand/test-kit';
import axe from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { expect, vi } from 'vitest';

const guide = fileURLToPath(new URL('../../docs/guide/', import.meta.url));
/** `LONGHAND_GUIDE=1` writes the pictures of the user guide again. */
const writesGuide = process.env.LONGHAND_GUIDE === '1';

/** A phone held upright, as browsers describe it. */
export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

interface AxeResult {
  violations: { id: string; impact: string; nodes: { target: string[]; failureSummary: string }[] }[];
}

export interface FirstLoad {
  /** Of script, as they came over the wire. */
  scriptBytes: number;
  /** By the clock. */
  seconds: number;
  /** Of the page's own main thread: the load of the machine does not count. */
  busySeconds: number;
}

/**
 * A person at the page: one window, all that it complained about, and a judge of how usable it is
 * for everybody.
 */
export class Visitor {
  readonly complaints: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly url: string,
  ) {}

  static async arrive(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visitor> {
    const context = await browser.newContext({ acceptDownloads: true, locale: 'en-GB', ...options });
    context.setDefaultTimeout(patienceMs);
    const page = await context.newPage();
    const visitor = new Visitor(context, page, url);
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') visitor.complaints.push(message.text());
    });
    page.on('pageerror', (error) => visitor.complaints.push(error.message));
    return visitor;
  }

  async open(path: string): Promise<void> {
    await this.page.goto(this.url + path);
    await this.page.getByRole('heading', { level: 1 }).waitFor();
  }

  /** Goes to a place by the navigation, without loading the page again. */
  async goTo(name: string): Promise<void> {
    const link = this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true });
    await link.click();
    // The place before has a heading, too.
    await link.and(this.page.locator('[aria-current=page]')).waitFor();
    await this.page.getByRole('heading', { level: 1 }).waitFor();
  }

  /**
   * What it costs to come to the page for the first time, with an empty cache, until `work` is
   * done.
   */
  async firstLoad(work: () => Promise<void>): Promise<FirstLoad> {
    const session = await this.context.newCDPSession(this.page);
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const scripts = new Set<string>();
    let scriptBytes = 0;
    session.on('Network.responseReceived', ({ requestId, type }) => type === 'Script' && scripts.add(requestId));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) scriptBytes += encodedDataLength;
    });
    const read = async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
    };
    const before = await read();
    const startedAt = performance.now();
    await work();
    const seconds = (performance.now() - startedAt) / 1000;
    const after = await read();
    await session.detach();
    // A new document counts from nothing.
    return { scriptBytes, seconds, busySeconds: after >= before ? after - before : after };
  }

  /**
   * Fails when axe finds something serious or critical. Runs in a world of its own, which the
   * page's policy for scripts does not bind.
   */
  async expectAccessible(what: string): Promise<void> {
    // What fades in has no contrast yet.
    await this.page.evaluate(async () => {
      const passing = document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity);
      await Promise.allSettled(passing.map(({ finished }) => finished));
    });
    const session = await this.context.newCDPSession(this.page);
    const { frameTree } = await session.send('Page.getFrameTree');
    const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
    const run = `${axe.source}; axe.run(document, { resultTypes: ['violations'] }).then((r) => JSON.stringify(r))`;
    const { result } = await session.send('Runtime.evaluate', {
      expression: run,
      contextId: executionContextId,
      awaitPromise: true,
      returnByValue: true,
    });
    await session.detach();
    const { violations } = JSON.parse(String(result.value)) as AxeResult;
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(
      serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
      what,
    ).toEqual([]);
  }

  /** Keeps a picture for the guide, when that is wanted. */
  async picture(name: string): Promise<void> {
    if (!writesGuide) return;
    mkdirSync(guide, { recursive: true });
    const png = await this.page.screenshot({ animations: 'disabled' });
    await sharp(png).webp({ quality: 78 }).toFile(`${guide}${name}.webp`);
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What a mark says of its place. */
export async function boxOf(mark: Locator): Promise<Box> {
  const [x, y, width, height] = ((await mark.getAttribute('data-box')) ?? '').split(',').map(Number);
  return { x, y, width, height };
}

/**
 * Waits until a place is that of a word that was drawn; what is shown may still be what was there
 * before.
 */
export async function untilOnInk(find: () => Promise<Box>, drawn: Box): Promise<void> {
  await vi.waitFor(async () => expectOnInk(await find(), drawn), { timeout: patienceMs, interval: 100 });
}

/**
 * That a place found on a page is the place of a word that was drawn: they cover each other across,
 * and its middle lies in the word's line.
 */
function expectOnInk(found: Box, drawn: Box): void {
  const shared = Math.min(found.x + found.width, drawn.x + drawn.width) - Math.max(found.x, drawn.x);
  const all = Math.max(found.x + found.width, drawn.x + drawn.width) - Math.min(found.x, drawn.x);
  expect(shared / all, JSON.stringify({ found, drawn })).toBeGreaterThan(0.7);
  const middle = found.y + found.height / 2;
  expect(middle, JSON.stringify({ found, drawn })).toBeGreaterThan(drawn.y);
  expect(middle, JSON.stringify({ found, drawn })).toBeLessThan(drawn.y + drawn.height);
  expect(found.height).toBeLessThan(2 * drawn.height);
}
