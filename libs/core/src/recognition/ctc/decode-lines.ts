import { AppError } from '../../errors.js';
import type { Box } from '../../page/box.js';
import type { LayoutLine, PageLayout } from '../../page/page-layout.js';
import { type Charset, characters66, charsetMask } from '../alphabet.js';
import type { LanguageState } from '../language/language-model.js';
import { pageOfLines } from '../page-of-lines.js';
import type { RecognisedCharacter, RecognisedLine, RecognisedPage, RecognisedWord } from '../recognised-page.js';
import { doubtfulWords, type DoubtLimits } from './doubtful-words.js';
import { decodeLine, type LineDecodeOptions } from './decode-line.js';
import type { StripScores } from './line-scores.js';
import { type LinePlace, placeLine } from './place-line.js';
import type { WordReading } from './read-word.js';

export interface DecodeLinesOptions extends Omit<LineDecodeOptions, 'only' | 'earlier'>, DoubtLimits {
  charset?: Charset | undefined;
}

/**
 * Reads a page from the scores of a line network, with a result like `decodePage`.
 *
 * @param scores one for each line of the layout, in order; undefined for a line that was not given
 * to the network, which gets no words.
 * @throws AppError `recognition.mismatch` when the scores do not fit the layout or the alphabet.
 */
export function decodeLines(
  layout: PageLayout,
  scores: readonly (StripScores | undefined)[],
  options: DecodeLinesOptions,
): RecognisedPage {
  const { charset = 'all', language, ...rest } = options;
  const { uncertainBelow } = options;
  const isFitting = scores.every((s) => s === undefined || s.classes === options.alphabet.length + 1);
  if (scores.length !== layout.lines.length || !isFitting)
    throw new AppError(
      'recognition.mismatch',
      'The stored layout, the line strips and the line reader do not match. Have the document read again.',
    );
  const mask = charsetMask(charset);
  const only =
    charset === 'all'
      ? undefined
      : Array.from(characters66)
          .filter((_, c) => mask[c])
          .join('');
  let earlier: LanguageState | undefined;
  const lines = layout.lines.map((line, i): RecognisedLine => {
    const own = scores[i];
    if (!own) return { box: line.box, baseline: line.baseline, words: [] };
    // Fields of digits or capitals are not running text: there the language model would only lead
    // astray.
    const { words, end } = decodeLine(own, {
      ...rest,
      only,
      earlier,
      language: only === undefined ? language : undefined,
    });
    earlier = end;
    const doubtful = doubtfulWords(words, options);
    const place = placeLine(layout, line, own.widthFrames);
    return {
      box: line.box,
      baseline: line.baseline,
      words: words.map((word, k) => wordOf(word, { place, line, uncertainBelow, uncertain: doubtful[k] })),
    };
  });
  return pageOfLines(lines);
}

function wordOf(
  word: WordReading,
  {
    place,
    line,
    uncertainBelow,
    uncertain,
  }: { place: LinePlace; line: LayoutLine; uncertainBelow: number; uncertain: boolean },
): RecognisedWord {
  const box = within(place.boxOf(word.from, word.to), line.box);
  const characters = word.characters.map(({ character, confidence }, i): RecognisedCharacter => {
    return {
      character,
      box: characterBox(word, i, { box, place }),
      confidence,
      uncertain: confidence < uncertainBelow,
    };
  });
  return {
    text: word.text,
    markedText: characters.map((c) => c.character + (c.uncertain ? '?' : '')).join(''),
    box,
    confidence: word.confidence,
    uncertain,
    alternatives: word.alternatives,
    characters,
  };
}

/** From halfway to the character before to halfway to the next, as high as the word. */
function characterBox({ characters }: WordReading, i: number, { box, place }: { box: Box; place: LinePlace }): Box {
  const edge = (k: number) => place.xOf((characters[k - 1].frame + characters[k].frame + 1) / 2);
  const right = box.x + box.width;
  const from = i === 0 ? box.x : Math.min(right, Math.max(box.x, edge(i)));
  const to = i === characters.length - 1 ? right : Math.min(right, Math.max(box.x, edge(i + 1)));
  return { x: from, y: box.y, width: Math.max(0, to - from), height: box.height };
}

/** The box cut off at the bounds of the line; the box itself where they do not meet. */
function within(box: Box, bounds: Box): Box {
  const x = Math.max(box.x, bounds.x);
  const y = Math.max(box.y, bounds.y);
  const width = Math.min(box.x + box.width, bounds.x + bounds.width) - x;
  const height = Math.min(box.y + box.height, bounds.y + bounds.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : box;
}
