import type { LineFont } from '../fonts/line-font.js';
import type { Random } from '../../basics/random.js';

/** How one hand writes: everything that stays the same within a line. Lengths in em. */
export interface DrawnHand {
  readonly font: LineFont;
  /** Horizontal shift per unit of height; positive leans to the right. */
  readonly slant: number;
  readonly stretch: number;
  readonly letterSpacing: number;
  readonly wordSpacing: number;
  /** Standard deviations from one character to the next. */
  readonly jitter: { readonly size: number; readonly turn: number; readonly lift: number; readonly space: number };
  /** Baseline: slope, and amplitude of a slow wave. */
  readonly drift: { readonly slope: number; readonly wave: number; readonly length: number; readonly phase: number };
  /**
   * Amplitude of a smooth bend of the shapes themselves, so that no letter comes out twice alike.
   */
  readonly bend: number;
  /**
   * How each type of a typewriter strikes: its own place and force, and what differs from stroke to
   * stroke.
   */
  readonly strike?: Strike;
}

interface Strike {
  /**
   * Shift up or down, em, and turn of each type: every "e" of a machine stands as crooked as the
   * next.
   */
  readonly types: ReadonlyMap<string, { readonly lift: number; readonly turn: number; readonly force: number }>;
  /** Mean ink of a stroke, 0..1, and its standard deviation. */
  readonly force: number;
  readonly uneven: number;
}

/**
 * Outlines of a written text in em, baseline about y = 0, y downwards; ink from left to right and
 * top to bottom.
 */
export interface PlacedText {
  readonly polygons: readonly Float32Array[];
  /** Ink of each polygon, 0..1. */
  readonly strengths: readonly number[];
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A hand drawn by `random` for a font; print and typewriter fonts stay straight and even. */
export function drawHand(font: LineFont, random: Random): DrawnHand {
  const isHand = font.entry.kind === 'hand';
  const loose = isHand ? random.between(0.3, 1.3) : 0.12;
  return {
    font,
    slant: isHand ? 0.22 * random.normal() : 0.02 * random.normal(),
    stretch: Math.exp((isHand ? 0.16 : 0.06) * random.normal()),
    letterSpacing: isHand ? 0.025 * random.normal() : 0.01 * Math.abs(random.normal()),
    wordSpacing: random.between(-0.03, isHand ? 0.35 : 0.1),
    jitter: { size: 0.04 * loose, turn: 0.04 * loose, lift: 0.018 * loose, space: 0.015 * loose },
    drift: {
      slope: 0.008 * loose * random.normal(),
      wave: 0.035 * loose * random.uniform(),
      length: random.between(3, 12),
      phase: random.between(0, 7),
    },
    bend: isHand ? 0.022 * random.uniform() * Math.min(1, loose) : 0,
    ...(font.entry.kind === 'typewriter' && { strike: drawStrike(random) }),
  };
}

function drawStrike(random: Random): Strike {
  const worn = random.uniform();
  const types = new Map<string, { lift: number; turn: number; force: number }>();
  for (let code = 33; code < 127; code++)
    types.set(String.fromCharCode(code), {
      lift: 0.03 * worn * random.normal(),
      turn: 0.02 * worn * random.normal(),
      force: -0.3 * worn * random.uniform() ** 3,
    });
  return { types, force: random.between(0.75, 1.1), uneven: 0.18 * random.uniform() };
}

/** Writes a text that the hand's font covers (see LineFont.covers). */
export function placeText(text: string, hand: DrawnHand, random: Random): PlacedText {
  const { font, jitter, drift } = hand;
  const polygons: Float32Array[] = [];
  const strengths: number[] = [];
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  const waves = Array.from({ length: 4 }, () => [random.between(2, 7), random.between(0, 7)]);
  let pen = 0;
  let previous = '';
  for (const character of text) {
    if (character === ' ') {
      pen += Math.max(0.18, font.blank + hand.wordSpacing + 1.5 * jitter.space * random.normal());
      // Typists strike the blank twice behind a sentence.
      if (hand.strike && /[.:;?!]/.test(previous) && random.uniform() < 0.4) pen += font.blank;
      previous = '';
      continue;
    }
    const outline = font.outline(character);
    if (!outline) throw new RangeError(`${font.entry.family} lacks U+${character.codePointAt(0)!.toString(16)}`);
    if (previous) pen += hand.letterSpacing + jitter.space * random.normal() + font.kerning(previous, character);
    const size = Math.exp(jitter.size * random.normal());
    const type = hand.strike?.types.get(character);
    const turn = jitter.turn * random.normal() + (type?.turn ?? 0);
    const strength = hand.strike
      ? Math.max(0.2, Math.min(1, hand.strike.force + (type?.force ?? 0) + hand.strike.uneven * random.normal()))
      : 1;
    const baseline =
      jitter.lift * random.normal() +
      (type?.lift ?? 0) +
      drift.slope * pen +
      drift.wave * Math.sin((2 * Math.PI * pen) / drift.length + drift.phase);
    for (const source of outline.polygons) {
      const target = new Float32Array(source.length);
      for (let i = 0; i < source.length; i += 2) {
        let x = size * (source[i] - turn * source[i + 1]);
        let y = size * (source[i + 1] + turn * source[i]);
        x += pen;
        const bendX = Math.sin(waves[0][0] * x + waves[0][1]) + Math.sin(waves[1][0] * y + waves[1][1]);
        const bendY = Math.sin(waves[2][0] * x + waves[2][1]) + Math.sin(waves[3][0] * y + waves[3][1]);
        y += hand.bend * bendY;
        x = hand.stretch * (x + hand.bend * bendX) - hand.slant * y;
        y += baseline;
        target[i] = x;
        target[i + 1] = y;
        if (x < box.left) box.left = x;
        if (x > box.right) box.right = x;
        if (y < box.top) box.top = y;
        if (y > box.bottom) box.bottom = y;
      }
      polygons.push(target);
      strengths.push(strength);
    }
    pen += size * outline.advance;
    previous = character;
  }
  return { polygons, strengths, ...box };
}
