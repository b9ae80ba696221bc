import { Random } from '../../basics/random.js';
import type { LineSample } from '../read-line-set.js';
import type { FontEntry } from '../../render/fonts/font-list.js';
import { LineFont } from '../../render/fonts/line-font.js';
import { renderText } from '../../render/render-lines.js';
import { type NumberKind, numberText } from './number-text.js';

export interface NumberSample extends LineSample {
  kind: NumberKind;
  font: string;
}

/** Lines with one number each, kinds and fonts in turn. The same seed gives the same lines. */
export function renderedNumbers(seed: number, fonts: readonly FontEntry[], count: number): NumberSample[] {
  const loaded = fonts.map((entry) => LineFont.load(entry));
  const samples: NumberSample[] = [];
  for (let index = 0; samples.length < count; index++) {
    const random = Random.from(seed, index);
    // Every kind meets every font: kinds turn once for each round of the fonts.
    const font = loaded[index % loaded.length];
    const { kind, text } = numberText(Math.floor(index / loaded.length) + index, random);
    const line = font.covers(text) ? renderText(text, font, random) : undefined;
    if (!line) continue;
    const { width, height, data } = line;
    samples.push({ strip: { width, height, data }, text, page: `${seed}-${index}`, kind, font: font.entry.family });
  }
  return samples;
}
