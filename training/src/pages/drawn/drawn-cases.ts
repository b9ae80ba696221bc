import type { GrayImage } from '@longhand/core';
import { Random } from '../../basics/random.js';
import type { LineFont } from '../../render/fonts/line-font.js';
import { drawHand } from '../../render/ink/place-text.js';
import { chance, pick } from '../../render/text/pick.js';
import { DrawnSheet } from './drawn-sheet.js';

export interface DrawnFonts {
  hands: readonly LineFont[];
  prints: readonly LineFont[];
}

const words = [
  'penicillin',
  'Monday',
  'allergy',
  'hospital',
  'clinic',
  'seven',
  'doctor',
  'patient',
  'winter',
  'Oxford',
];
const questions = ['Smoker', 'Diabetes', 'Asthma', 'Allergies', 'Pregnant', 'Epilepsy', 'Pacemaker', 'Vaccinated'];

/** A form of six rows, each with a box for yes and one for no, and which of them are ticked. */
export function drawTicks(random: Random, { prints }: DrawnFonts): { page: GrayImage; ticked: boolean[] } {
  const sheet = new DrawnSheet(1240, 900);
  const hand = drawHand(pick(prints, random), random);
  const emPx = random.between(34, 44);
  const side = Math.round(emPx * random.between(0.7, 0.95));
  const ticked: boolean[] = [];
  for (let row = 0; row < 6; row++) {
    const y = 120 + row * 120;
    sheet.write(questions[row], { x: 100, y, emPx }, hand, random);
    const answer = random.uniform();
    for (const [column, word] of ['yes', 'no'].entries()) {
      const x = 520 + 300 * column;
      sheet.frame({ x, y: y - side, width: side, height: side }, random.between(2.5, 4));
      sheet.write(word, { x: x + side + 20, y, emPx }, hand, random);
      const isTicked = column === 0 ? answer < 0.45 : answer > 0.55;
      ticked.push(isTicked);
      if (isTicked) drawTick(sheet, { x, y: y - side, side }, random);
    }
  }
  return { page: sheet.scan(random), ticked };
}

function drawTick(sheet: DrawnSheet, { x, y, side }: { x: number; y: number; side: number }, random: Random): void {
  const at = (right: number, down: number) => [
    x + side * (right + 0.05 * random.normal()),
    y + side * (down + 0.05 * random.normal()),
  ];
  const thickness = random.between(3, 5);
  if (chance(0.5, random)) {
    sheet.stroke(at(0.1, 0.1), at(0.9, 0.9), thickness);
    sheet.stroke(at(0.9, 0.1), at(0.1, 0.9), thickness);
    return;
  }
  const foot = at(0.4, 0.85);
  sheet.stroke(at(0.15, 0.5), foot, thickness);
  sheet.stroke(foot, at(1, -0.1), thickness);
}

/** One word in one hand, alone on its picture. */
export function drawWord(random: Random, { hands }: DrawnFonts): { page: GrayImage; text: string } {
  const text = pick(words, random);
  const font = pick(
    hands.filter((one) => one.covers(text)),
    random,
  );
  const emPx = random.between(50, 90);
  const sheet = new DrawnSheet(Math.round(emPx * 8), Math.round(emPx * 2.6));
  sheet.write(text, { x: emPx, y: emPx * 1.6, emPx }, drawHand(font, random), random);
  return { page: sheet.scan(random), text };
}

/** A number plate: letters and digits in print within a frame. */
export function drawPlate(random: Random, { prints }: DrawnFonts): { page: GrayImage; text: string } {
  const of = (signs: string, count: number) =>
    Array.from({ length: count }, () => signs[Math.floor(random.uniform() * signs.length)]).join('');
  const text = `${of('ABCDEFGHKLMNPRSTUVWXY', 2)}${of('0123456789', 2)} ${of('ABCDEFGHKLMNPRSTUVWXY', 3)}`;
  const emPx = random.between(60, 100);
  const sheet = new DrawnSheet(Math.round(emPx * 7.5), Math.round(emPx * 2.4));
  const { width, height } = sheet;
  sheet.frame({ x: 0.2 * emPx, y: 0.2 * emPx, width: width - 0.4 * emPx, height: height - 0.4 * emPx }, 0.05 * emPx);
  sheet.write(text, { x: emPx, y: emPx * 1.55, emPx }, drawHand(pick(prints, random), random), random);
  return { page: sheet.scan(random), text };
}

/** A page without writing: dust, and on some the rules of a pad, holes, or a fold. */
export function drawBlank(random: Random): GrayImage {
  const sheet = new DrawnSheet(1240, 1754);
  const { width, height } = sheet;
  for (let i = 0; i < 12; i++) {
    const [x, y] = [random.between(0, width), random.between(0, height)];
    sheet.stroke([x, y], [x + random.between(1, 4), y + random.between(1, 4)], random.between(1, 4));
  }
  if (chance(0.5, random)) for (let y = 200; y < height - 60; y += 60) sheet.stroke([0, y], [width, y], 1.5);
  if (chance(0.3, random)) for (const y of [600, 1150]) sheet.stroke([50, y], [74, y], 24);
  if (chance(0.3, random)) sheet.stroke([0, height / 2], [width, height / 2 + 3], 1.2);
  return sheet.scan(random);
}

export const caseRandom = (kind: number, index: number): Random => Random.from(610 + kind, index);
