import type { FontEntry, FontKind } from '../../render/fonts/font-list.js';

const entries = (kind: FontKind, families: readonly string[]): FontEntry[] =>
  families.map((family) => ({ family, kind }));

/**
 * Typefaces of the numbers that readers are measured on: ten hands and five prints that no reader
 * is trained or fitted on.
 */
export const MEASURED_FONTS: readonly FontEntry[] = [
  ...entries('hand', [
    'amita',
    'beth-ellen',
    'dekko',
    'delicious-handrawn',
    'edu-au-vic-wa-nt-hand',
    'just-me-again-down-here',
    'kavivanar',
    'shantell-sans',
    'sofia',
    'vujahday-script',
  ]),
  ...entries('print', ['crimson-text', 'merriweather', 'noto-sans', 'zilla-slab']),
  ...entries('typewriter', ['anonymous-pro']),
];

/**
 * Others, for the numbers that calibration and thresholds are fitted on; no reader is trained on
 * them either.
 */
export const FITTED_FONTS: readonly FontEntry[] = [
  ...entries('hand', [
    'amatic-sc',
    'chilanka',
    'comic-neue',
    'edu-nsw-act-cursive',
    'fondamento',
    'leckerli-one',
    'seaweed-script',
    'sedgwick-ave-display',
  ]),
  ...entries('print', ['lora', 'open-sans']),
  ...entries('typewriter', ['inconsolata']),
];
