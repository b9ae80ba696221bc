import { DIGITS_AND_CAPITALS, maskCharset, type ModelEntry, softmaxRows } from '@longhand/inference';
import { type GlyphSet, pickGlyphs } from '../datasets/glyph-set.js';
import { accuracy, calibrationError } from './scores.js';
import { foldClasses, mergedClasses } from './fold-classes.js';
import { wilsonInterval } from './wilson-interval.js';

export interface Figure {
  /** Key in the manifest. */
  readonly name: string;
  /** For people. */
  readonly measure: string;
  readonly set: string;
  readonly images: number;
  readonly value: number;
  /** 95 %; absent where the figure is no share. */
  readonly interval?: readonly [number, number];
}

interface Truth {
  readonly labels: Uint8Array;
  readonly twins: Uint8Array;
}

/** Logits of a model for the glyphs of a set. */
export type Predict = (glyphs: Uint8Array) => Promise<Float32Array>;

export interface TestSets {
  mnistTest(): Promise<GlyphSet>;
  /** The complete ByClass test set. */
  byClassTest(): Promise<GlyphSet>;
  /** Its part whose hash begins below 0x33. */
  hashSplitTest(): Promise<GlyphSet>;
}

/**
 * Every figure that may honestly be given for a model, by what it was trained on: never on images
 * that it has seen.
 */
export async function measureModel(entry: ModelEntry, predict: Predict, sets: TestSets): Promise<Figure[]> {
  switch (entry.trainedOn) {
    case 'mnist': {
      const figures = await ask(entry, predict, await sets.mnistTest(), 'MNIST test, complete');
      return [figures.share('accuracy', '10 digits', figures.all), figures.calibration('calibrationError')];
    }
    case 'emnist-pool': {
      const figures = await ask(entry, predict, await sets.byClassTest(), 'EMNIST ByClass test, complete');
      return [
        figures.merged('accuracy47', '62 classes folded to 47'),
        figures.masked('accuracyDigits', 'digits, told that they are digits', '0123456789'),
      ];
    }
    case 'emnist-split': {
      const figures = await ask(
        entry,
        predict,
        await sets.hashSplitTest(),
        'EMNIST ByClass test, the fifth chosen by hash',
      );
      return [
        figures.share('accuracy62', '62 classes', figures.all),
        figures.merged('accuracy47', '62 classes folded to 47'),
        figures.masked('accuracy36', '36-class mode on digits and capitals', DIGITS_AND_CAPITALS),
        figures.masked('accuracyDigits', 'digits, told that they are digits', '0123456789'),
        figures.calibration('calibrationError'),
      ];
    }
  }
}

async function ask(entry: ModelEntry, predict: Predict, set: GlyphSet, name: string) {
  const { alphabet } = entry;
  const all = softmaxRows(await predict(set.images), alphabet.length, entry.temperature);
  const share = (key: string, measure: string, scores: Float32Array, truth: Truth = set): Figure => {
    const value = accuracy(scores, truth, alphabet.length);
    return {
      name: key,
      measure,
      set: name,
      images: truth.labels.length,
      value,
      interval: wilsonInterval(value, truth.labels.length),
    };
  };
  return {
    all,
    share,
    merged(key: string, measure: string): Figure {
      const groups = mergedClasses(alphabet);
      const labels = set.labels.map((label) => groups[label]);
      return share(key, measure, foldClasses(all, groups), { labels, twins: labels });
    },
    masked(key: string, measure: string, charset: string): Figure {
      const positions = [...set.labels.keys()].filter((i) => charset.includes(alphabet[set.labels[i]]));
      const rows = new Float32Array(positions.length * alphabet.length);
      positions.forEach((at, i) => {
        rows.set(all.subarray(at * alphabet.length, (at + 1) * alphabet.length), i * alphabet.length);
      });
      return share(key, measure, maskCharset(rows, alphabet, charset), pickGlyphs(set, positions));
    },
    calibration(key: string): Figure {
      const value = calibrationError(all, set.labels, alphabet.length);
      return {
        name: key,
        measure: 'calibration error (15 bins), temperature fitted on validation',
        set: name,
        images: set.labels.length,
        value,
      };
    },
  };
}
