import type { RecognisedPage, RecognisedWord } from '@longhand/core';

const characterPx = 20;
const linePx = 50;

/**
 * What a recogniser could have read on a page: one string a line, words separated by spaces, "?"
 * after uncertain characters. Every character is 20 px wide, every line 50 px high.
 */
export function recognisedPage(lines: readonly string[]): RecognisedPage {
  return {
    lines: lines.map((line, number) => lineOf(line, number)),
    text: lines.map((line) => line.replace(/\S*\?\S*/g, (word) => `${word.replaceAll('?', '')}?`)).join('\n'),
    confidence: 0.9,
  };
}

function lineOf(line: string, number: number): RecognisedPage['lines'][number] {
  const y = number * linePx;
  const words = [...line.matchAll(/\S+/g)].map(({ 0: word, index }) => wordOf(word, index * characterPx, y));
  const right = Math.max(0, ...words.map(({ box }) => box.x + box.width));
  const baseline = y + linePx - 15;
  return {
    box: { x: 0, y, width: right, height: linePx - 10 },
    baseline: [
      { x: 0, y: baseline },
      { x: right, y: baseline },
    ],
    words,
  };
}

function wordOf(markedText: string, x: number, y: number): RecognisedWord {
  const text = markedText.replace(/\?/g, '');
  const uncertain = markedText.includes('?');
  const confidence = uncertain ? 0.5 : 0.95;
  const height = linePx - 10;
  return {
    text,
    markedText,
    box: { x, y, width: Math.max(1, text.length) * characterPx, height },
    confidence,
    uncertain,
    alternatives: uncertain ? [{ text: `${text}e`, probability: 0.2 }] : [],
    characters: [...text].map((character, i) => ({
      character,
      box: { x: x + i * characterPx, y, width: characterPx, height },
      confidence,
      uncertain: markedText[markedText.indexOf(character) + 1] === '?',
    })),
  };
}
