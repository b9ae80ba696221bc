import { existsSync } from 'node:fs';
import { patienceMs } from '@longhand/test-kit';
import { type Browser, chromium } from 'playwright-core';
import { describe, it } from 'vitest';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'];

/** The browser of this machine; undefined where there is none. */
export const chromiumPath = places.find((path) => existsSync(path));

/**
 * Tests that need a browser. Without one they are skipped by name, but fail in CI, which has to
 * bring one.
 */
export function describeInBrowser(name: string, define: () => void): void {
  if (chromiumPath) {
    describe(name, define);
    return;
  }
  const missing = `${name}: Chromium is not installed (apt-get install chromium)`;
  if (!process.env.CI) {
    it.skip(missing);
    return;
  }
  it(missing, () => {
    throw new Error('CI must install chromium');
  });
}

/**
 * Headless. The sandbox is off because tests run as root in containers.
 * @param cameraFile what the camera shows: an .mjpeg file; a test picture without one
 */
export function launchChromium(cameraFile?: string): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
    timeout: patienceMs,
    args: [
      '--no-sandbox',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      ...(cameraFile ? [`--use-file-for-fake-video-capture=${cameraFile}`] : []),
    ],
  });
}
