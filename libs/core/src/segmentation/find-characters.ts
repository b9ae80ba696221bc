import { type Blob, clipColumns } from './blob.js';
import { type Placed, placeBlobs } from './find-words.js';
import { wordSettings } from './word-settings.js';

const { character } = wordSettings;

/** A reading hypothesis: pieces [from, to) of a word are one character, with this ink. */
export interface CharacterWindow {
  from: number;
  to: number;
  blobs: Blob[];
}

export interface WordCut {
  pieceCount: number;
  windows: CharacterWindow[];
}

export interface LineScale {
  xHeightPx: number;
  strokeWidthPx: number;
  slant: number;
  /** A height on the line from which the slant is counted. */
  y0: number;
  /** The letters of this line stand apart: ink as wide as a letter is one. */
  isDiscrete: boolean;
  /** Most pieces that one window may hold. */
  maxPieces: number;
}

/**
 * A letter of its own: what hangs together or stands above one another (i, j, ä, a 5 whose bar is
 * loose).
 */
interface Group {
  left: number;
  right: number;
  top: number;
  bottom: number;
  blobs: Blob[];
}

/** Cuts a word into pieces and lists the windows of pieces that may be one character. */
export function findCharacters(word: readonly Placed[], scale: LineScale): WordCut {
  const groups = attachFragments(mergeStacked(word), scale.xHeightPx);
  const pieces: Group[] = [];
  const groupOfPiece: number[] = [];
  const extent: { from: number; to: number }[] = [];
  groups.forEach((group, index) => {
    const cut = cutGroup(group, scale);
    extent.push({ from: pieces.length, to: pieces.length + cut.length });
    for (const piece of cut) {
      pieces.push(piece);
      groupOfPiece.push(index);
    }
  });
  const windows: CharacterWindow[] = [];
  for (let from = 0; from < pieces.length; from++) {
    for (let to = from + 1; to <= pieces.length; to++) {
      const whole = extent[groupOfPiece[from]];
      const isWhole = whole.from === from && whole.to === to;
      if (!isWhole && to - from > scale.maxPieces) continue;
      if (isPlausible(pieces, groupOfPiece, { from, to, isWhole }, scale)) {
        windows.push({ from, to, blobs: pieces.slice(from, to).flatMap((p) => p.blobs) });
      }
    }
  }
  return { pieceCount: pieces.length, windows };
}

function isPlausible(
  pieces: Group[],
  groupOf: number[],
  { from, to, isWhole }: { from: number; to: number; isWhole: boolean },
  scale: LineScale,
): boolean {
  if (to - from === 1) return true;
  const parts = pieces.slice(from, to);
  const left = Math.min(...parts.map((p) => p.left));
  const right = Math.max(...parts.map((p) => p.right));
  const height = Math.max(...parts.map((p) => p.bottom)) - Math.min(...parts.map((p) => p.top));
  const width = right - left;
  if (isWhole)
    return (
      width <= character.maxAspect * Math.max(height, scale.xHeightPx) || width <= character.maxWidth * scale.xHeightPx
    );
  if (width > character.maxWidth * scale.xHeightPx) return false;
  for (let i = from + 1; i < to; i++) {
    if (groupOf[i] === groupOf[i - 1]) continue;
    // Over a gap only for strokes that broke: close together, and not wider than one letter.
    if (
      pieces[i].left - pieces[i - 1].right > character.maxBreak * scale.xHeightPx ||
      width > character.maxBroken * scale.xHeightPx
    )
      return false;
  }
  return true;
}

/** Joins blobs that stand above one another. */
function mergeStacked(word: readonly Placed[]): Group[] {
  const groups: Group[] = [];
  for (const { blob, left, right } of word) {
    const item: Group = { left, right, top: blob.y, bottom: blob.y + blob.height, blobs: [blob] };
    const home = groups.find((group) => belongTogether(group, item));
    if (!home) {
      groups.push(item);
      continue;
    }
    absorb(home, item);
  }
  return groups.sort((a, b) => a.left + a.right - b.left - b.right);
}

/**
 * Puts loose upper strokes (the bar of a 5, a shifted dot) to the letter that they all but touch.
 */
function attachFragments(groups: Group[], xHeightPx: number): Group[] {
  for (let i = groups.length - 1; i >= 0; i--) {
    const fragment = groups[i];
    const host = [groups[i - 1], groups[i + 1]]
      .filter((other) => other && isUpperFragment(fragment, other, xHeightPx))
      .sort((a, b) => gapBetween(fragment, a) - gapBetween(fragment, b))[0];
    if (!host) continue;
    absorb(host, fragment);
    groups.splice(i, 1);
  }
  return groups;
}

function isUpperFragment(fragment: Group, host: Group, xHeightPx: number): boolean {
  const hostHeight = host.bottom - host.top;
  const isSmall = fragment.bottom - fragment.top <= character.maxFragment * hostHeight;
  const isUpper = (fragment.top + fragment.bottom) / 2 <= host.top + character.upperPart * hostHeight;
  const isNear = gapBetween(fragment, host) <= character.maxLoose * xHeightPx;
  return isSmall && isUpper && hostHeight >= character.minHost * xHeightPx && isNear;
}

/** Columns between two groups; negative where they overlap. */
function gapBetween(a: Group, b: Group): number {
  return Math.max(a.left, b.left) - Math.min(a.right, b.right);
}

function absorb(home: Group, other: Group): void {
  home.left = Math.min(home.left, other.left);
  home.right = Math.max(home.right, other.right);
  home.top = Math.min(home.top, other.top);
  home.bottom = Math.max(home.bottom, other.bottom);
  home.blobs.push(...other.blobs);
}

function belongTogether(a: Group, b: Group): boolean {
  const shared = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  if (shared <= 0) return false;
  const sideBySide = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  const lower = Math.min(a.bottom - a.top, b.bottom - b.top);
  const needed = sideBySide > character.besideShare * lower ? character.sharedBeside : character.sharedStacked;
  return shared >= needed * Math.min(a.right - a.left, b.right - b.left);
}

/** Cuts ink wider than a letter at its thin places, along the slant. */
function cutGroup(group: Group, scale: LineScale): Group[] {
  const width = group.right - group.left;
  const height = group.bottom - group.top;
  const letterWidth = scale.isDiscrete
    ? Math.max(character.discreteWidth * scale.xHeightPx, character.discreteAspect * height)
    : character.joinedWidth * scale.xHeightPx;
  if (width <= letterWidth || height < character.minCutHeight * scale.xHeightPx) return [group];
  const cuts = cutColumns(group, scale);
  if (cuts.length === 0) return [group];
  const bounds = [group.left, ...cuts, group.right];
  const pieces: Group[] = [];
  for (let i = 1; i < bounds.length; i++) {
    const blobs = group.blobs.flatMap(
      (b) => clipColumns(b, { from: bounds[i - 1], to: bounds[i], slant: scale.slant, y0: scale.y0 }) ?? [],
    );
    if (blobs.length === 0) continue;
    const placed = placeBlobs(blobs, scale.slant, scale.y0);
    pieces.push({
      left: Math.min(...placed.map((p) => p.left)),
      right: Math.max(...placed.map((p) => p.right)),
      top: Math.min(...blobs.map((b) => b.y)),
      bottom: Math.max(...blobs.map((b) => b.y + b.height)),
      blobs,
    });
  }
  return pieces;
}

/**
 * Columns where the ink is about one stroke thick, thinnest first, at least a third of an x-height
 * apart.
 */
function cutColumns(group: Group, scale: LineScale): number[] {
  const profile = profileOf(group, scale);
  const apart = Math.max(3, character.minApart * scale.xHeightPx);
  const fromEnds = apart * character.edgeShare;
  const thin = character.thinStrokes * scale.strokeWidthPx;
  const places = Array.from(profile.keys())
    .filter((x) => x >= fromEnds && x <= profile.length - fromEnds && profile[x] <= thin && isValley(profile, x))
    .sort((a, b) => profile[a] - profile[b]);
  const cuts: number[] = [];
  for (const place of places) if (cuts.every((cut) => Math.abs(cut - place) >= apart)) cuts.push(place);
  return cuts.sort((a, b) => a - b).map((x) => x + group.left);
}

/** The middle of a stretch that is nowhere lower nearby. */
function isValley(profile: Float32Array, x: number): boolean {
  let left = x;
  while (left > 0 && profile[left - 1] === profile[x]) left -= 1;
  let right = x;
  while (right < profile.length - 1 && profile[right + 1] === profile[x]) right += 1;
  const isLow = (profile[left - 1] ?? Infinity) > profile[x] && (profile[right + 1] ?? Infinity) > profile[x];
  return isLow && x === (left + right) >> 1;
}

function profileOf(group: Group, scale: LineScale): Float32Array {
  const profile = new Float32Array(group.right - group.left + 1);
  for (const { runs } of group.blobs) {
    for (let i = 0; i < runs.length; i += 3) {
      const shift = Math.round(scale.slant * (runs[i] - scale.y0)) - group.left;
      for (let x = runs[i + 1] + shift; x < runs[i + 2] + shift; x++) profile[x] += 1;
    }
  }
  return profile;
}
