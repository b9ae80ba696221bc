import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LaunchedSystem } from '../e2e/launched-system.js';
import { drawnCamera, type Scene, sheetCorners } from './canvas-camera.js';
import { describeInBrowser, launchChromium } from './chromium.js';
import { phone, Visitor } from './visitor.js';

describeInBrowser('camera and pad in Chromium', () => {
  let system: LaunchedSystem;
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
    system = await LaunchedSystem.start();
  });
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  });

  it('reads what is written on the pad, and keeps nothing of it', async () => {
    const visitor = await Visitor.arrive(browser, system.url, { viewport: { width: 1280, height: 820 } });
    const { page } = visitor;
    await visitor.open(`/#key=${system.apiKey}`);
    await visitor.goTo('Write');
    const pad = await page.getByTestId('pad').boundingBox();
    if (!pad) throw new Error('there is no pad');
    for (const [from, to] of [
      [
        [200, 60],
        [200, 190],
      ],
      [
        [200, 190],
        [270, 190],
      ],
    ] as const) {
      await page.mouse.move(pad.x + from[0], pad.y + from[1]);
      await page.mouse.down();
      await page.mouse.move(pad.x + to[0], pad.y + to[1], { steps: 10 });
      await page.mouse.up();
    }
    await page
      .getByTestId('drawing-read')
      .getByText(/% sure/)
      .waitFor();
    await visitor.expectAccessible('write');
    await visitor.picture('write');
    await visitor.goTo('Documents');
    expect(await page.getByText('drawing').count()).toBe(0);
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  });

  it('outlines the sheet while the camera is pointed, and says what to do about blur, glare and distance', async () => {
    const guest = await Visitor.arrive(browser, system.url, phone);
    const { page } = guest;
    await page.addInitScript(drawnCamera, sheetCorners);
    await guest.open(`/#key=${system.apiKey}`);
    await guest.goTo('Camera');
    const advice = page.getByTestId('camera-advice');
    const outline = page.getByTestId('sheet-outline');
    await advice.getByText('Good: the whole sheet').waitFor();
    const points = await outline.locator('polygon').getAttribute('points');
    // It is looked at in a picture 600 pixels wide.
    const seen = (points ?? '').split(' ').map((pair) => pair.split(',').map((value) => (Number(value) * 1280) / 600));
    for (const [i, [x, y]] of sheetCorners.entries()) {
      expect(Math.hypot(seen[i][0] - x, seen[i][1] - y), `corner ${i}: ${points}`).toBeLessThan(25);
    }
    const show = (scene: Scene) => page.evaluate((wanted) => Object.assign(window, { scene: wanted }), scene);
    for (const [scene, sentence] of [
      ['blurred', /^Not sharp/],
      ['glare', /^A lamp reflects/],
      ['far', /^The sheet is small/],
    ] as const) {
      await show(scene);
      await advice.getByText(sentence).waitFor();
      if (scene !== 'blurred') {
        await expect.poll(() => outline.getAttribute('data-fault')).toBe(scene);
      }
    }
    await guest.expectAccessible('camera');
    await show('good');
    await advice.getByText('Good: the whole sheet').waitFor();
    expect(guest.complaints).toEqual([]);
    await guest.leave();
  });
});
