import type { BinaryImage, GrayImage } from './gray-image.js';
import { imagingSettings } from './imaging-settings.js';

const { rule } = imagingSettings;

/** What counts as a ruled line, all in pixels. */
interface RuleShape {
  /** Runs of ink shorter than this are not looked at. */
  minRun: number;
  /** How far apart the pieces of a broken rule may lie. */
  maxGap: number;
  /** A rule is at least this long ... */
  minLength: number;
  /** ... and its own thickness at most this. */
  maxThickness: number;
}

interface Segment {
  y: number;
  from: number;
  to: number;
}

/**
 * Erases the long straight lines of ruled paper, forms and comb fields, in place: first the level
 * ones, then the upright ones. Where a stroke of the pen crosses or touches a rule the ink is
 * thicker or darker than the rule alone and stays. The page has to be deskewed.
 */
export function removeRules(ink: BinaryImage, gray: GrayImage, strokeWidthPx: number): void {
  const thickness = Math.max(4, Math.round(strokeWidthPx * rule.maxStrokes));
  // On a crop of a line a stem or a bar may be as long as the crop allows; no stroke of a letter is
  // this long for its width.
  const longestStroke = Math.max(60, 25 * strokeWidthPx);
  const level = {
    minRun: Math.max(14, Math.round(ink.width / 80)),
    maxGap: Math.round(ink.width / 8),
    minLength: Math.max(longestStroke, Math.round(ink.width / 6)),
    maxThickness: thickness,
  };
  eraseGroups(ink, gray, longGroups(longRuns(ink, level.minRun), level), level);
  const upright = {
    minRun: Math.max(20, Math.round(ink.height / 60)),
    maxGap: Math.round(ink.height / 60),
    minLength: Math.max(longestStroke, Math.round(ink.height / 8)),
    maxThickness: thickness,
  };
  const groups = longGroups(longUprightRuns(ink, upright.minRun), upright);
  // Most pages have none, and turning a page costs as much as looking for them.
  if (groups.length === 0) return;
  const turned = transpose(ink);
  if (eraseGroups(turned, transpose(gray), groups, upright) > 0) ink.data.set(transpose(turned).data);
}

/** What may be rules: segments that belong together and reach far enough. */
function longGroups(segments: Segment[], { maxGap, minLength }: RuleShape): Segment[][] {
  return groupSegments(segments, maxGap).filter((group) => {
    const { from, to } = reachOf(group);
    return to - from >= minLength;
  });
}

function reachOf(group: readonly Segment[]): { from: number; to: number } {
  const from = group.reduce((least, s) => Math.min(least, s.from), Number.POSITIVE_INFINITY);
  return { from, to: group.reduce((most, s) => Math.max(most, s.to), 0) };
}

/** Number of rules that were erased. */
function eraseGroups(ink: BinaryImage, gray: GrayImage, groups: readonly Segment[][], shape: RuleShape): number {
  let erased = 0;
  for (const group of groups) if (eraseGroup(ink, gray, group, shape)) erased += 1;
  return erased;
}

function longRuns({ width, height, data }: BinaryImage, least: number): Segment[] {
  const found: Segment[] = [];
  for (let y = 0; y < height; y++) {
    const base = y * width;
    for (let x = least - 1; x < width; x += least) {
      // Every run of `least` pixels holds one of these places.
      if (!data[base + x]) continue;
      let from = x;
      while (from > 0 && data[base + from - 1]) from -= 1;
      let to = x + 1;
      while (to < width && data[base + to]) to += 1;
      if (to - from >= least) found.push({ y, from, to });
      x += Math.floor((to - 1 - x) / least) * least;
    }
  }
  return found;
}

/** The long runs of the picture's columns, as `longRuns` has them of the transposed picture. */
function longUprightRuns({ width, height, data }: BinaryImage, least: number): Segment[] {
  const found: Segment[] = [];
  for (let place = least - 1; place < height; place += least) {
    for (let x = 0; x < width; x++) {
      if (!data[place * width + x]) continue;
      let from = place;
      while (from > 0 && data[(from - 1) * width + x]) from -= 1;
      // It holds the place before, too: there it was found.
      if (from <= place - least) continue;
      let to = place + 1;
      while (to < height && data[to * width + x]) to += 1;
      if (to - from >= least) found.push({ y: x, from, to });
    }
  }
  return found.sort((a, b) => a.y - b.y || a.from - b.from);
}

/** Segments at most two rows and `maxGap` columns apart belong to one rule. */
function groupSegments(segments: Segment[], maxGap: number): Segment[][] {
  const home = segments.map((_, i) => i);
  const rootOf = (i: number): number => {
    let root = i;
    while (home[root] !== root) root = home[root] = home[home[root]];
    return root;
  };
  for (let i = 0; i < segments.length; i++) {
    for (let j = i + 1; j < segments.length && segments[j].y - segments[i].y <= 2; j++) {
      const gap = Math.max(segments[i].from, segments[j].from) - Math.min(segments[i].to, segments[j].to);
      if (gap <= maxGap) home[rootOf(j)] = rootOf(i);
    }
  }
  const groups = new Map<number, Segment[]>();
  segments.forEach((segment, i) => {
    const root = rootOf(i);
    const group = groups.get(root);
    if (group) group.push(segment);
    else groups.set(root, [segment]);
  });
  return [...groups.values()];
}

function eraseGroup(ink: BinaryImage, gray: GrayImage, group: readonly Segment[], shape: RuleShape): boolean {
  const { from, to } = reachOf(group);
  if (solidColumns(group, shape) < rule.minSolid * (to - from)) return false;
  const course = courseOf(group, from, to);
  const thicknesses = new Int32Array(to - from);
  const masses = new Int32Array(to - from);
  let runs = 0;
  let covered = 0;
  for (let x = from; x < to; x++) {
    if (course[x - from] < 0) continue;
    covered += 1;
    const run = runThrough(ink, x, Math.round(course[x - from]));
    if (!run) continue;
    thicknesses[runs] = run.bottom - run.top + 1;
    masses[runs++] = massOf(gray, x, run);
  }
  if (covered < rule.minCover * (to - from) || runs === 0) return false;
  // Where letters stand on it the rule looks thicker and darker than it is.
  const thickness = quantileOf(thicknesses.slice(0, runs), rule.thicknessQuantile);
  if (thickness > shape.maxThickness) return false;
  const mass = quantileOf(
    masses.subarray(0, runs).filter((_, i) => thicknesses[i] <= thickness + 1),
    rule.darknessQuantile,
  );
  bridge(course);
  const line = straightLineOf(course);
  for (let x = 0; x < ink.width; x++) {
    // Beyond its ends the rule may go on in pieces too short or too faint to be seen as one.
    const isInside = x >= from && x < to;
    const run = runThrough(ink, x, Math.round(isInside ? course[x - from] : line(x - from)));
    if (!run || run.bottom - run.top + 1 > thickness + 2) continue;
    if (massOf(gray, x, run) > rule.clearlyDarker * mass) continue;
    for (let y = run.top; y <= run.bottom; y++) ink.data[y * ink.width + x] = 0;
  }
  return true;
}

/** Columns, counted once for each row, of the pieces that are long in themselves. */
function solidColumns(group: readonly Segment[], { minRun }: RuleShape): number {
  let sum = 0;
  for (const { from, to } of group) if (to - from >= 3 * minRun) sum += to - from;
  return sum;
}

/** Sorts the values in place. */
function quantileOf(values: Int32Array, share: number): number {
  values.sort();
  return values[Math.floor((values.length - 1) * share)];
}

/**
 * Darkness of a run and its rims in all. It tells a thin rule from the pen wherever the rule lies
 * between two rows of pixels.
 */
function massOf(gray: GrayImage, x: number, { top, bottom }: { top: number; bottom: number }): number {
  let sum = 0;
  const last = Math.min(gray.height - 1, bottom + 1);
  for (let y = Math.max(0, top - 1); y <= last; y++) sum += 255 - gray.data[y * gray.width + x];
  return sum;
}

/** The straight line nearest to a course, by least squares. */
function straightLineOf(course: Float32Array): (x: number) => number {
  const middle = (course.length - 1) / 2;
  let mean = 0;
  let slope = 0;
  let spread = 0;
  for (let x = 0; x < course.length; x++) {
    mean += course[x] / course.length;
    slope += (x - middle) * course[x];
    spread += (x - middle) ** 2;
  }
  return (x) => mean + (slope / Math.max(1, spread)) * (x - middle);
}

/** Middle row of the rule in each column, -1 where no segment lies. */
function courseOf(group: readonly Segment[], from: number, to: number): Float32Array {
  const sums = new Float32Array(to - from);
  const counts = new Uint16Array(to - from);
  for (const segment of group) {
    for (let x = segment.from; x < segment.to; x++) {
      sums[x - from] += segment.y;
      counts[x - from] += 1;
    }
  }
  return sums.map((sum, i) => (counts[i] > 0 ? sum / counts[i] : -1));
}

/** Fills the gaps of a course by straight lines. */
function bridge(course: Float32Array): void {
  let last = 0;
  for (let x = 1; x < course.length; x++) {
    if (course[x] < 0) continue;
    for (let gap = last + 1; gap < x; gap++) {
      course[gap] = course[last] + ((course[x] - course[last]) * (gap - last)) / (x - last);
    }
    last = x;
  }
}

/**
 * The upright run of ink at column x that meets rows y - 2 to y + 2, looked for from y outwards.
 */
function runThrough(
  { width, height, data }: BinaryImage,
  x: number,
  y: number,
): { top: number; bottom: number } | undefined {
  for (const step of [0, -1, 1, -2, 2]) {
    const start = y + step;
    if (start < 0 || start >= height || !data[start * width + x]) continue;
    let top = start;
    while (top > 0 && data[(top - 1) * width + x]) top -= 1;
    let bottom = start;
    while (bottom < height - 1 && data[(bottom + 1) * width + x]) bottom += 1;
    return { top, bottom };
  }
  return undefined;
}

function transpose({ width, height, data }: BinaryImage): BinaryImage {
  const out = new Uint8Array(data.length);
  const block = 32;
  for (let top = 0; top < height; top += block) {
    for (let left = 0; left < width; left += block) {
      const bottom = Math.min(height, top + block);
      const right = Math.min(width, left + block);
      for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) out[x * height + y] = data[y * width + x];
    }
  }
  return { width: height, height: width, data: out };
}
