import { setTimeout as sleep } from 'node:timers/promises';
import { endlessPdf, textPdf } from '../system/text-pdf.js';
import { randomLines } from '../system/random-words.js';
import type { ChaosContext, Scenario } from './chaos-context.js';

const hourMs = 3_600_000;

function clockJump(name: string, fault: string, ms: number, isInShortRun = false): Scenario {
  return {
    name,
    fault,
    group: 'other',
    isInShortRun,
    async strike({ faults, random }: ChaosContext) {
      await sleep(300 + random() * 1_200);
      await faults.shiftClock(ms);
      return performance.now();
    },
  };
}

const longPages = 2_000;

/** Pages that break what opens them, and clocks that jump. */
export const inputScenarios: readonly Scenario[] = [
  clockJump('clock-forward', 'clock of API and workers jumps an hour ahead', hourMs, true),
  clockJump('clock-back', 'clock of API and workers jumps two hours back', -hourMs),
  {
    name: 'poison-hang',
    fault: 'a page that the decoder never finishes, or only with more memory than it is allowed',
    group: 'other',
    poison: ({ random }) => ({
      bytes: endlessPdf(randomLines(random, 1)[0]),
      codes: ['page.took_too_long', 'pdf.unreadable'],
    }),
    strike: async () => performance.now(),
  },
  {
    name: 'poison-crash',
    fault: 'a page that kills the process of its decoder, every time',
    group: 'other',
    poison: ({ random }) => ({ bytes: textPdf([randomLines(random)]), codes: ['document.crashes_worker'] }),
    aim: ({ faults }, documentId) => faults.ask('store.toFile.after', { do: 'kill', match: documentId, stays: true }),
    strike: async () => performance.now(),
  },
  {
    name: 'long-pdf',
    fault: `a PDF of ${longPages.toLocaleString('en')} pages, and kill -9 of each worker in the middle of it`,
    group: 'other',
    companion: ({ random }) => ({
      name: 'long.pdf',
      bytes: textPdf(Array.from({ length: longPages }, () => [randomLines(random)[0].split(' ')[0]])),
    }),
    finishedWithinMs: 1_800_000,
    async strike({ system }) {
      for (const kind of ['preprocess-worker', 'ocr-worker']) {
        await sleep(20_000);
        for (const worker of system.servicesOf(kind)) worker.kill('SIGKILL');
      }
      return performance.now();
    },
  },
];
