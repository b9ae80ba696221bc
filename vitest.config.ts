import { defineConfig } from 'vitest/config';

const conditions = ['@longhand/source'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['{libs,services,training,cli,samples,test,tools}/**/*.test.{ts,mjs}'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    reporters: ['default', './tools/ci-reporter.mjs'],
    globalSetup: ['libs/test-kit/src/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
