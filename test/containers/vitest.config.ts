import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { vitestLimits } from '../../libs/test-kit/src/patience.js';

const conditions = ['@longhand/source'];

/** Needs a container engine and the images of .ci/containers, which runs it. */
export default defineConfig({
  root: fileURLToPath(new URL('../../', import.meta.url)),
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    exclude: ['**/node_modules/**', '**/dist/**'],
    reporters: ['default', './tools/ci-reporter.mjs'],
    pool: 'forks',
    maxWorkers: 2,
    ...vitestLimits,
    projects: [
      {
        extends: true,
        test: { name: 'containers', include: ['test/containers/*.containers.test.ts'], sequence: { groupOrder: 1 } },
      },
      {
        // The suites of the repositories, of search and of row-level security, on the server in a
        // container.
        extends: true,
        test: {
          name: 'postgres',
          include: ['libs/db/src/**/*.int.test.ts'],
          globalSetup: ['test/containers/postgres-in-container.ts'],
          sequence: { groupOrder: 1 },
        },
      },
      {
        // The whole system, alone on the machine.
        extends: true,
        test: { name: 'compose', include: ['test/containers/*.compose.test.ts'], sequence: { groupOrder: 2 } },
      },
    ],
  },
});
