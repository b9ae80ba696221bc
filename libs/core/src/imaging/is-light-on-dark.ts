import { type GrayImage, histogramOf } from './gray-image.js';
import { localLevel } from './local-level.js';
import { imagingSettings } from './imaging-settings.js';

const { polarity } = imagingSettings;

/**
 * True when the ink is lighter than the paper: more pixels stand out lighter than their
 * surroundings than darker. A dark table around a light sheet does not count, since every place is
 * compared with the middle level of a cell of about a letter's size.
 */
export function isLightOnDark(gray: GrayImage): boolean {
  const long = Math.max(gray.width, gray.height);
  if (long <= polarity.smallPx) return compareWith(gray, borderLevel(gray));
  const cell = Math.max(12, Math.round(long / 60));
  const around = localLevel(gray, cell, polarity.aroundQuantile, 0);
  let lighter = 0;
  let darker = 0;
  for (let y = 0; y < gray.height; y++) {
    const levels = Math.floor(y / cell) * around.width;
    for (let x = 0; x < gray.width; x++) {
      const difference = gray.data[y * gray.width + x] - around.data[levels + Math.floor(x / cell)];
      if (difference > polarity.clearlyDifferent) lighter += 1;
      else if (difference < -polarity.clearlyDifferent) darker += 1;
    }
  }
  return lighter > darker;
}

/**
 * Median of the outermost pixels: the paper of a picture that shows little more than one character.
 */
export function borderLevel(gray: GrayImage): number {
  const { width, height, data } = gray;
  const border: number[] = [];
  for (let x = 0; x < width; x++) border.push(data[x], data[(height - 1) * width + x]);
  for (let y = 0; y < height; y++) border.push(data[y * width], data[y * width + width - 1]);
  border.sort((a, b) => a - b);
  return border[border.length >> 1];
}

function compareWith(gray: GrayImage, level: number): boolean {
  let balance = 0;
  histogramOf(gray).forEach((count, at) => {
    balance += count * (at - level);
  });
  return balance > 0;
}
