import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { AppError } from '@longhand/core';
import { foldText } from './fold-text.js';
import { joinTokens } from './join-tokens.js';
import type { LineSample } from './read-line-set.js';
import { renderStrokes } from './render-strokes.js';

interface Row {
  id: string;
  text: string;
  strokes: number[][];
}

/**
 * Lines of IAM-OnDB (the parts `testset_v` and `testset_t` of its t2 split), their strokes rendered
 * as ink: for evaluation alone, never for training or the language model (non-commercial research
 * licence). A line's page is its form. Throws `dataset.missing`.
 */
export async function readOnlineSet(dataRoot: string, split: 'val' | 'test', alphabet: string): Promise<LineSample[]> {
  const file = join(dataRoot, 'eval', 'iam-ondb', `testset_${split === 'val' ? 'v' : 't'}.jsonl.gz`);
  const bytes = await readFile(file).catch((cause) => {
    throw new AppError('dataset.missing', 'The handwriting data holds no IAM-OnDB. Set LONGHAND_DATA to its folder.', {
      cause,
    });
  });
  const rows: Row[] = gunzipSync(bytes)
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return rows.map(({ id, text, strokes }) => ({
    strip: renderStrokes(strokes),
    text: joinTokens(foldText(text, alphabet)),
    page: id.slice(0, id.lastIndexOf('-')),
  }));
}
