import { defineConfig } from 'vitest/config';
import { vitestLimits } from './libs/test-kit/src/patience.js';

const conditions = ['@longhand/source'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    exclude: ['**/node_modules/**', '**/dist/**'],
    reporters: ['default', './tools/ci-reporter.mjs'],
    globalSetup: ['libs/test-kit/src/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Nothing is tried twice: a test that fails now and then is a fault to be found.
    ...vitestLimits,
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          include: [
            '{libs,services,training,bench,cli,samples,tools,web,test/deploy}/**/*.test.{ts,mjs}',
            'test/{attacks,upgrade}/**/*.int.test.ts',
            '.ci/offline/*.test.mjs',
          ],
        },
      },
      {
        // Whole systems, measured by the clock: one at a time, after everything else.
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/**/*.e2e.test.ts'],
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // The web page in a real browser, after everything that is measured by the clock.
        extends: true,
        test: {
          name: 'browser',
          include: ['test/**/*.browser.test.ts'],
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
