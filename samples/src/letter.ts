import type { Mark, RecordPage } from './record-page.js';

const lines = [
  'Riverside Clinic',
  '14 March 2024',
  '',
  'Dear Dr Walsh',
  '',
  'Thank you for seeing Miss Iris Fell,',
  'who is 34 years old. She has had a',
  'dry cough and some chest pain for',
  'six weeks. Her pulse is 88 and her',
  'blood pressure 130 over 85.',
  '',
  'She takes ramipril 5 mg every day',
  'and has no known allergies.',
  '',
  'Please could you do a chest x ray',
  'and see her in your clinic soon.',
  '',
  'Yours sincerely',
  'Dr Amos Kettle',
];

const written = lines.map(
  (text, i): Mark => ({
    kind: 'text',
    text,
    x: i < 2 ? 640 : 130,
    baseline: 190 + i * 74,
    sizePx: 52,
    hand: 'gaegu',
  }),
);

/** A referral letter in a round, separate hand, slightly skewed. */
export const letter: RecordPage = {
  name: 'letter',
  seed: 11,
  turnDegrees: 0.7,
  marks: written.filter((mark) => mark.kind === 'text' && mark.text !== ''),
  text: lines.filter((line) => line !== '').join('\n'),
};
