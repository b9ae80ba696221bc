import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { patienceMs } from '@longhand/test-kit';
import type { Browser } from 'playwright-core';

export interface DrawnWord {
  text: string;
  /** In pixels of the picture. */
  box: { x: number; y: number; width: number; height: number };
}

export interface DrawnPage {
  name: string;
  png: Buffer;
  words: DrawnWord[];
}

const font = createRequire(import.meta.url).resolve('@fontsource/gaegu/files/gaegu-latin-400-normal.woff2');
const SIZE = { width: 1000, height: 420 };

/**
 * Pages in a handwriting font, drawn by the browser itself, which also knows where each word
 * stands. No person's record is needed.
 */
export async function drawPages(
  browser: Browser,
  pages: readonly { name: string; lines: string[] }[],
): Promise<DrawnPage[]> {
  const page = await browser.newPage({ viewport: SIZE });
  page.setDefaultTimeout(patienceMs);
  try {
    await page.setContent(`<style>
      @font-face { font-family: Hand; src: url(data:font/woff2;base64,${readFileSync(font).toString('base64')}) }
      body { margin: 50px 60px; font: 56px/92px Hand; letter-spacing: 1px; word-spacing: 10px }
      body { color: #1c1c30; background: #f6f4ee }
      p { margin: 0 } span { display: inline-block; line-height: 60px }
    </style><main></main>`);
    const drawn: DrawnPage[] = [];
    for (const { name, lines } of pages) {
      const words = await page.evaluate(async (text) => {
        await document.fonts.load('56px Hand');
        const main = document.querySelector('main') as HTMLElement;
        main.innerHTML = text
          .map(
            (line) =>
              `<p>${line
                .split(' ')
                .map((word) => `<span>${word}</span>`)
                .join(' ')}</p>`,
          )
          .join('');
        return [...main.querySelectorAll('span')].map((span) => {
          const { x, y, width, height } = span.getBoundingClientRect();
          return { text: span.textContent ?? '', box: { x, y, width, height } };
        });
      }, lines);
      drawn.push({ name, png: await page.screenshot(), words });
    }
    return drawn;
  } finally {
    await page.close();
  }
}

const names = ['Adler', 'Brook', 'Carter', 'Doyle', 'Ellis', 'Foster', 'Grant', 'Harris', 'Irwin', 'Jones'];
const complaints = ['a dry cough', 'a sore knee', 'chest pain', 'a mild fever', 'back pain', 'a headache'];
const advice = ['rest and water', 'come back in May', 'walk every day', 'a blood test', 'no change today'];

/**
 * Thirty short notes of people who do not exist; each is different, and one of them names
 * `special`.
 */
export function thirtyNotes(special: string): { name: string; lines: string[] }[] {
  return Array.from({ length: 30 }, (_, i) => ({
    name: `note-${String(i + 1).padStart(2, '0')}.png`,
    lines: [
      `Mrs ${names[i % 10]} aged ${20 + i}`,
      `She has ${complaints[i % 6]}`,
      i === 12 ? `and takes ${special} daily` : `Advice ${advice[i % 5]}`,
    ],
  }));
}
