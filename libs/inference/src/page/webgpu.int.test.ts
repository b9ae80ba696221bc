import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { loadBackend } from '../engines/load-backend.js';
import { scoresOfSmallNetworks } from '../testing/small-networks.js';

// .ci/run brings both: Dawn for Node, and a Chromium, which carries a Vulkan driver that is
// software (SwiftShader).
const packages = join(homedir(), '.cache', 'longhand', 'webgpu');
const chromium = '/usr/lib/chromium';
const missing = [join(packages, 'node_modules', 'webgpu'), join(chromium, 'libvk_swiftshader.so')].filter(
  (path) => !existsSync(path),
);
if (missing.length > 0) console.log(`WebGPU is tested only where there is ${missing.join(' and ')} (see .ci/run)`);

// Node resolves neither our .js endings to .ts files nor the packages' source condition by itself.
const hooks = `import { registerHooks } from 'node:module';
registerHooks({ resolve(specifier, context, next) {
  const isOurs = /^\\.{1,2}\\//.test(specifier) && context.parentURL?.endsWith('.ts');
  return next(isOurs ? specifier.replace(/\\.js$/, '.ts') : specifier, context);
} });`;

test.skipIf(missing.length > 0 && !process.env.CI)(
  'networks on WebGPU give the scores of the processor within 1e-3; a software adapter is refused unless allowed',
  async () => {
    const program = fileURLToPath(new URL('../testing/read-on-webgpu.mjs', import.meta.url));
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        '--conditions=@longhand/source',
        '--import',
        `data:text/javascript,${encodeURIComponent(hooks)}`,
        program,
        packages,
      ],
      {
        maxBuffer: 2 ** 26,
        env: { ...process.env, LD_LIBRARY_PATH: chromium, VK_DRIVER_FILES: join(chromium, 'vk_swiftshader_icd.json') },
      },
    );
    const { refused, engine, scores } = JSON.parse(stdout.trim().split('\n').at(-1)!);
    expect(refused).toContain('the only adapter is software');
    expect(engine).toMatchObject({ name: 'webgpu', detail: expect.stringContaining('SwiftShader') });
    await loadBackend({ backend: 'cpu' });
    const expected = await scoresOfSmallNetworks();
    for (const part of ['lines', 'glyphs'] as const) {
      expect(scores[part]).toHaveLength(expected[part].length);
      const apart = expected[part].map((value, i) => Math.abs(value - scores[part][i]));
      expect(Math.max(...apart)).toBeLessThan(1e-3);
    }
  },
);
