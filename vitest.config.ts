import { defineConfig } from 'vitest/config';

// A strange machine under load is not like the one on which a test was written: there a test is tried twice, and named if it needed that.
const retry = process.env.CI ? 1 : 0;
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
    testTimeout: 30_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          retry,
          include: ['{libs,services,training,bench,cli,samples,tools,web,test/deploy}/**/*.test.{ts,mjs}'],
        },
      },
      {
        // Whole systems, measured by the clock: one at a time, after everything else.
        extends: true,
        test: {
          name: 'e2e',
          retry,
          include: ['test/**/*.e2e.test.ts'],
          maxWorkers: 1,
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 300_000,
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
          testTimeout: 240_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
