import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it.each(['ocr-worker', 'preprocess-worker'])('%s ends with one line and exit code 1 at a bad setting', (service) => {
  const root = new URL('../../../', import.meta.url);
  const hooks = new URL('libs/test-kit/src/source-hooks.mjs', root).href;
  const main = fileURLToPath(new URL(`services/${service}/src/main.ts`, root));
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--conditions=@longhand/source', '--no-warnings', '--import', hooks, main],
    { env: { HTTP_PORT: 'many' }, encoding: 'utf8' },
  );
  expect(stderr).toMatch(new RegExp(`^The ${service} cannot start: HTTP_PORT [^\\n]+\\n$`));
  expect(status).toBe(1);
});
