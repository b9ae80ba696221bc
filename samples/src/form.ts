import type { Mark, RecordPage } from './record-page.js';

const fields: [label: string, value: string][] = [
  ['Surname', 'HARGROVE'],
  ['First name', 'OSCAR'],
  ['Born', '23081965'],
  ['Record', '501728'],
  ['Blood group', 'AB'],
  ['Weight kg', '72'],
  ['Pulse', '64'],
  ['Allergy', 'PENICILLIN'],
  ['Ward', 'MAPLE'],
  ['Nurse', 'JUNE SLOAN'],
];

const rows = fields.flatMap(([label, value], i): Mark[] => {
  const baseline = 400 + i * 116;
  return [
    { kind: 'text', text: label, x: 120, baseline, sizePx: 42, hand: 'andika' },
    { kind: 'boxes', text: value, x: 430, baseline, sizePx: 50, pitchPx: 66, hand: 'architects-daughter' },
  ];
});

/** A patient card: printed labels, handwritten capitals and digits in boxes. */
export const form: RecordPage = {
  name: 'form',
  seed: 37,
  turnDegrees: 0.2,
  marks: [{ kind: 'text', text: 'Patient record card', x: 120, baseline: 230, sizePx: 60, hand: 'andika' }, ...rows],
  text: ['Patient record card', ...fields.map(([label, value]) => `${label} ${value}`)].join('\n'),
};
