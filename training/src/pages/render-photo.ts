import { applyMap, cornersOf, type GrayImage, invertMap, type Point, rectangleToCorners } from '@longhand/core';
import { pick } from '../render/text/pick.js';
import { Random } from '../basics/random.js';

/** A colour picture, row by row, three bytes a pixel. */
export interface ColourPicture {
  width: number;
  height: number;
  data: Uint8Array;
}

export interface RenderedPhoto extends ColourPicture {
  /** Where the sheet's corners lie, clockwise from its top left. */
  corners: [Point, Point, Point, Point];
}

type Colour = readonly [number, number, number];

const MAX_TILT_DEGREES = 25;
const PAPERS: readonly Colour[] = [
  [238, 236, 230],
  [240, 226, 178],
  [242, 196, 206],
  [186, 214, 238],
  [196, 228, 190],
];
const INKS: readonly Colour[] = [
  [28, 28, 32],
  [30, 42, 110],
  [70, 60, 60],
];
const RULES: readonly Colour[] = [
  [120, 160, 205],
  [205, 130, 140],
  [150, 150, 150],
];

/**
 * A flat scan as a phone's camera would show it: on coloured paper, ruled or squared, lying on a
 * table, tilted by up to 25 degrees, under a lamp that throws a shadow over it, with the noise and
 * softness of a small lens. The same seed gives the same photo.
 */
export function renderPhoto(scan: GrayImage, seed: number): RenderedPhoto {
  const random = Random.from(seed);
  const sheet = layOnColouredPaper(scan, random);
  const margin = 1.25;
  const [width, height] = [Math.round(scan.width * margin), Math.round(scan.height * margin)];
  const corners = tiltedCorners(scan, { width, height }, random);
  const toSheet = invertMap(rectangleToCorners(scan, corners));
  const table: Colour = [random.between(40, 110), random.between(35, 95), random.between(30, 85)];
  const light = lampOver(width, height, random);
  const noise = random.between(3, 8);
  const grain = random.between(30, 90);
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const { x: u, y: v } = applyMap(toSheet, { x: x + 0.5, y: y + 0.5 });
      const isSheet = u >= 0 && v >= 0 && u < scan.width && v < scan.height;
      const wood = isSheet ? 0 : 10 * Math.sin((y + 6 * Math.sin(x / 170)) / grain) + 5 * Math.sin(y / 3.1);
      const level = light(x, y);
      for (let c = 0; c < 3; c++) {
        const value = isSheet ? sampled(sheet, u, v, c) : table[c] + wood;
        data[(y * width + x) * 3 + c] = Math.max(0, Math.min(255, value * level + noise * random.normal()));
      }
    }
  }
  return { width, height, data, corners };
}

/** The scan's ink in a pen's colour on paper of some colour, with rules or squares or none. */
function layOnColouredPaper(scan: GrayImage, random: Random): ColourPicture {
  const { width, height } = scan;
  const [paper, ink, rule] = [PAPERS, INKS, RULES].map((from) => pick(from, random));
  const kind = pick([0, 1, 2], random);
  const pitch = kind === 2 ? random.between(32, 44) : random.between(52, 80);
  const thickness = random.between(1.5, 3);
  const offset = random.between(0, pitch);
  const white = brightOf(scan);
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isRule = kind > 0 && ((y + offset) % pitch < thickness || (kind === 2 && (x + offset) % pitch < thickness));
      const ground = isRule ? rule : paper;
      const darkness = Math.max(0, 1 - scan.data[y * width + x] / white);
      for (let c = 0; c < 3; c++)
        data[(y * width + x) * 3 + c] = Math.max(0, ground[c] + (ink[c] - ground[c]) * Math.min(1, 1.15 * darkness));
    }
  }
  return { width, height, data };
}

/** The level that most of a scan's pixels reach: its paper. */
function brightOf({ data }: GrayImage): number {
  const counts = new Uint32Array(256);
  for (const level of data) counts[level] += 1;
  let best = 128;
  for (let level = 129; level < 256; level++) if (counts[level] > counts[best]) best = level;
  return best;
}

/**
 * A sheet that is turned about its three axes and seen by a camera of a phone's focal length,
 * scaled into the picture.
 */
function tiltedCorners(
  sheet: GrayImage,
  photo: { width: number; height: number },
  random: Random,
): RenderedPhoto['corners'] {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const tilt = radians(random.between(8, MAX_TILT_DEGREES));
  const towards = radians(random.between(0, 360));
  const roll = radians(random.between(-6, 6));
  const distance = 1.15 * Math.hypot(sheet.width, sheet.height);
  const seen = cornersOf({ x: -sheet.width / 2, y: -sheet.height / 2, width: sheet.width, height: sheet.height }).map(
    (p) => {
      const turned = turn(p, roll);
      // The axis that the sheet is tilted about lies in the sheet, in the direction `towards`.
      const along = turn(turned, -towards);
      const tilted = turn({ x: along.x, y: along.y * Math.cos(tilt) }, towards);
      const depth = distance + along.y * Math.sin(tilt);
      return { x: (tilted.x * distance) / depth, y: (tilted.y * distance) / depth };
    },
  );
  const [left, right] = [Math.min(...seen.map((p) => p.x)), Math.max(...seen.map((p) => p.x))];
  const [top, bottom] = [Math.min(...seen.map((p) => p.y)), Math.max(...seen.map((p) => p.y))];
  const scale = random.between(0.88, 0.95) * Math.min(photo.width / (right - left), photo.height / (bottom - top));
  const place = ({ x, y }: Point): Point => ({
    x: photo.width / 2 + (x - (left + right) / 2) * scale,
    y: photo.height / 2 + (y - (top + bottom) / 2) * scale,
  });
  const [a, b, c, d] = seen.map(place);
  return [a, b, c, d];
}

/**
 * How bright the light is at a place: it falls off to one side, and someone's shadow with a soft
 * edge lies over a part.
 */
function lampOver(width: number, height: number, random: Random): (x: number, y: number) => number {
  const long = Math.max(width, height);
  const lamp = { x: random.between(0, width), y: random.between(0, height) };
  const fall = random.between(0.15, 0.4);
  const angle = random.between(0, 2 * Math.PI);
  const [nx, ny] = [Math.cos(angle), Math.sin(angle)];
  const edge = nx * random.between(0.25, 0.75) * width + ny * random.between(0.25, 0.75) * height;
  const soft = random.between(0.02, 0.1) * long;
  const depth = random.between(0.2, 0.45);
  return (x, y) => {
    const far = Math.hypot(x - lamp.x, y - lamp.y) / long;
    const shade = 1 / (1 + Math.exp(-(nx * x + ny * y - edge) / soft));
    return (1.02 - fall * far * far) * (1 - depth * shade);
  };
}

function sampled({ width, height, data }: ColourPicture, u: number, v: number, channel: number): number {
  const x = Math.max(0, Math.min(width - 1.001, u - 0.5));
  const y = Math.max(0, Math.min(height - 1.001, v - 0.5));
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const at = (top * width + left) * 3 + channel;
  const upper = data[at] + (data[at + 3] - data[at]) * (x - left);
  const lower = data[at + width * 3] + (data[at + width * 3 + 3] - data[at + width * 3]) * (x - left);
  return upper + (lower - upper) * (y - top);
}

function turn({ x, y }: Point, angle: number): Point {
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  return { x: x * cos - y * sin, y: x * sin + y * cos };
}
