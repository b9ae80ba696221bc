import type { FontKind } from '../fonts/font-list.js';
import type { InkStrip } from '../ink/draw-ink.js';
import { blockArtefacts, blur, changeStroke, type Plane, smoothNoise } from './grey-filters.js';
import type { Random } from '../../basics/random.js';

/** Mean change of the stroke, pixels at a height of 64: a ribbon prints wider than the type. */
const BOLDER: Readonly<Record<FontKind, number>> = { hand: 0.1, print: 0, typewriter: 0.4 };

/**
 * Grey levels 0 (black) to 255 (white), not yet rounded: ink on paper as a scanner or a phone sees
 * it.
 */
export function layOnPaper(strip: InkStrip, kind: FontKind, random: Random): Plane {
  const { width, height } = strip.ink;
  let ink = strip.ink;
  const bolder = random.normal() * 0.4 + BOLDER[kind];
  if (Math.abs(bolder) > 0.1) ink = changeStroke(ink, Math.max(-0.6, Math.min(1, bolder)) * (height / 64));
  ink = blur(ink, Math.max(0, 0.45 + 0.35 * random.normal()) * (height / 64));
  const isClean = random.uniform() < 0.45;
  const paper = isClean ? random.between(235, 256) : random.between(130, 250);
  const dark = random.uniform() < 0.2 ? paper * random.between(0.45, 0.68) : paper * random.between(0.02, 0.45);
  const result: Plane = { width, height, data: new Float32Array(width * height).fill(paper) };
  if (!isClean) addTexture(result, random);
  if (random.uniform() < 0.35) addRules(result, strip, random);
  putInk(result, ink, { dark, isHand: kind === 'hand', random });
  if (random.uniform() < 0.3) addLight(result, random);
  const noise = random.uniform() < 0.5 ? random.uniform() ** 2 * 14 : 0;
  if (noise > 0)
    for (let i = 0; i < result.data.length; i++) result.data[i] += noise * (random.uniform() + random.uniform() - 1);
  if (random.uniform() < 0.4) blockArtefacts(result, random.between(4, 22));
  return result;
}

/** Ink strength varies slowly along the line, and with the pen's own grain. */
function putInk(
  target: Plane,
  ink: Plane,
  { dark, isHand, random }: { dark: number; isHand: boolean; random: Random },
): void {
  const { width, height } = target;
  const flow = smoothNoise(width, height, height * random.between(0.15, 1.2), random).data;
  const uneven = isHand ? random.uniform() ** 2 * 0.3 : random.uniform() ** 3 * 0.3;
  // Hairlines cover pixels in part: a pen still leaves them dark, so the curve bends upwards more
  // often than down.
  const gamma = Math.exp(random.between(-0.75, 0.15));
  for (let i = 0; i < target.data.length; i++) {
    if (ink.data[i] <= 0) continue;
    const strength = Math.max(0.35, Math.min(1, 1 - uneven * Math.abs(flow[i])));
    const amount = (gamma === 1 ? ink.data[i] : ink.data[i] ** gamma) * strength;
    target.data[i] += amount * (Math.min(dark, target.data[i]) - target.data[i]);
  }
}

function addTexture(target: Plane, random: Random): void {
  const { width, height, data } = target;
  const fine = smoothNoise(width, height, random.between(1.2, 4), random).data;
  const coarse = smoothNoise(width, height, random.between(15, 60), random).data;
  const [fineAmount, coarseAmount] = [random.uniform() * 5, random.uniform() * 9];
  for (let i = 0; i < data.length; i++) data[i] += fineAmount * fine[i] + coarseAmount * coarse[i];
}

/**
 * Rules at the baseline and at even distances, slightly turned; sometimes a dotted or a vertical
 * one.
 */
function addRules(target: Plane, { baseline, pixelsPerEm }: InkStrip, random: Random): void {
  const { width, height, data } = target;
  const distance = pixelsPerEm * random.between(0.9, 1.6) * (random.uniform() < 0.3 ? 0.4 : 1);
  const slope = 0.004 * random.normal();
  const thickness = random.between(0.6, 1.8) * (height / 64);
  const strength = random.between(0.1, 0.65);
  const dot = random.uniform() < 0.15 ? random.between(3, 7) : 0;
  const first = baseline + pixelsPerEm * 0.06 * random.normal();
  const rule = (x: number, y: number, share: number) => {
    if (x >= 0 && x < width && y >= 0 && y < height) data[y * width + x] *= 1 - strength * share;
  };
  for (let line = first - Math.ceil(first / distance) * distance; line < height + distance; line += distance)
    for (let x = 0; x < width; x++) {
      if (dot && (x / dot) % 2 < 1) continue;
      const top = line + slope * x;
      for (let y = Math.floor(top); y <= top + thickness; y++)
        rule(x, y, Math.max(0, Math.min(1, Math.min(y + 1, top + thickness) - Math.max(y, top))));
    }
  if (random.uniform() < 0.15)
    for (let x = random.uniform() * distance; x < width; x += distance)
      for (let y = 0; y < height; y++) rule(Math.floor(x), y, Math.min(1, thickness));
}

/** A slow change of brightness along and across the line, as under a lamp or a phone's shadow. */
function addLight({ width, height, data }: Plane, random: Random): void {
  const [along, across, bend] = [0.25 * random.normal(), 0.1 * random.normal(), random.between(-0.15, 0.15)];
  const limit = (value: number) => Math.max(-0.45, Math.min(0.15, value));
  for (let y = 0, o = 0; y < height; y++)
    for (let x = 0; x < width; x++, o++) {
      const u = x / width - 0.5;
      data[o] *= 1 + limit(along * u + bend * (4 * u * u - 0.5) + across * (y / height - 0.5));
    }
}
