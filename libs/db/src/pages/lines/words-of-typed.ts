import { type Box, isRightToLeft } from '@longhand/core';
import { namedId } from '../../words/named-id.js';
import type { WordRow } from '../page-rows.js';
import type { PlacedLine } from './peoples-lines.js';

/**
 * The words of a line that a person typed. Each has a share of the line's box by its number of
 * characters, blanks included, from the side where the writing begins. Nothing was read there: the
 * reading is empty and the typed text stands as a correction, or waits for another person.
 * @param lineNumber of the line on its page, from 0
 */
export function wordsOfTyped(line: PlacedLine, lineNumber: number): WordRow[] {
  const texts = line.text.split(/\s+/u).filter(Boolean);
  return texts.map((text, number) => {
    const box = shareOf(line, texts, number);
    return {
      id: namedId([line.id, number, text, box.x, box.y, box.width, box.height]),
      lineNumber,
      number,
      text: '',
      markedText: '',
      ...box,
      confidence: 0,
      uncertain: false,
      alternatives: [],
      ...(line.isSettled
        ? { correctedText: text, correctedBy: line.actor, correctedAt: line.createdAt }
        : { correctedText: null }),
    };
  });
}

function shareOf({ x, y, width, height }: Box, texts: readonly string[], number: number): Box {
  const lengths = texts.map((text) => Array.from(text).length);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const unit = width / (sum(lengths) + texts.length - 1);
  const from = (sum(lengths.slice(0, number)) + number) * unit;
  const own = lengths[number] * unit;
  return { x: isRightToLeft(texts.join(' ')) ? x + width - from - own : x + from, y, width: own, height };
}
