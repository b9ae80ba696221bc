import type { Mark, RecordPage } from './record-page.js';

const lines: [text: string, x: number, sizePx: number][] = [
  ['Dr Amos Kettle', 130, 46],
  ['Riverside Clinic', 130, 42],
  ['2 Mill Lane, Oakford', 130, 42],
  ['', 0, 0],
  ['Patient Nora Quill', 130, 42],
  ['Born 7 June 1958', 130, 42],
  ['Date 9 May 2024', 130, 42],
  ['', 0, 0],
  ['Amoxicillin 500 mg', 220, 44],
  ['1 capsule 3 times a day', 220, 42],
  ['for 7 days', 220, 42],
  ['', 0, 0],
  ['Paracetamol 1 g', 220, 44],
  ['up to 4 times a day', 220, 42],
  ['if in pain', 220, 42],
  ['', 0, 0],
  ['No repeat', 130, 42],
  ['Amos Kettle', 760, 46],
];

const written = lines
  .map(([text, x, sizePx], i): Mark => ({ kind: 'text', text, x, sizePx, baseline: 190 + i * 82, hand: 'short-stack' }))
  .filter((mark) => mark.kind === 'text' && mark.text !== '');

/** A prescription in a wide upright hand. */
export const prescription: RecordPage = {
  name: 'prescription',
  seed: 23,
  turnDegrees: -0.4,
  marks: [
    { kind: 'rule', x: 110, y: 395, lengthPx: 1020 },
    { kind: 'rule', x: 110, y: 725, lengthPx: 1020 },
    ...written,
  ],
  text: lines
    .filter(([text]) => text !== '')
    .map(([text]) => text)
    .join('\n'),
};
