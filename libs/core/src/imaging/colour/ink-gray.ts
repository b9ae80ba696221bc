import type { GrayImage } from '../gray-image.js';
import { type Colour, type ColourCluster, clusterColours } from './cluster-colours.js';
import { imagingSettings } from '../imaging-settings.js';

const { inkColour } = imagingSettings;

/** How bright each channel looks (ITU-R BT.601). */
const luma = { red: 0.299, green: 0.587, blue: 0.114 };

/** A colour picture, row by row: red, green, blue and, with four channels, opacity. */
export interface ColourImage {
  width: number;
  height: number;
  channels: 3 | 4;
  data: Uint8Array;
}

/**
 * A grey picture in which coloured ink stands out from coloured or patterned paper, for the pages
 * where plain grey does not show it: the main colours are found by k-means; grey is then measured
 * along the way from paper to ink, across the way from the paper to its pattern, so that both
 * become white. Undefined where plain grey serves, which is the rule. Meant for flat pages: on a
 * photo the table would be taken for a pattern.
 */
export function inkGray(picture: ColourImage): GrayImage | undefined {
  const samples = samplesOf(picture);
  if (!samples) return undefined;
  const [paper, ...others] = merged(clusterColours(samples, inkColour.clusters));
  const patterns = others.filter(({ share }) => share > inkColour.maxInk);
  const inks = others.filter(
    ({ share, colour }) =>
      share >= inkColour.minInk &&
      share <= inkColour.maxInk &&
      lengthOf(minus(colour, paper.colour)) >= inkColour.minDistance,
  );
  if (inks.length === 0 || patterns.length > 1 || inks.some((ink) => showsInGrey(ink, [paper, ...patterns])))
    return undefined;
  const away = patterns.map(({ colour }) => minus(colour, paper.colour))[0];
  const ways = inks.map(({ colour }) => across(minus(colour, paper.colour), away));
  const way = ways.reduce((best, own) => (lengthOf(own) > lengthOf(best) ? own : best));
  if (lengthOf(way) < inkColour.minDistance) return undefined;
  return along(picture, paper.colour, way);
}

/** The way from paper to ink without its part along the way to the pattern. */
function across(way: Colour, away: Colour | undefined): Colour {
  if (!away) return way;
  const part = dot(way, away) / dot(away, away);
  return [way[0] - part * away[0], way[1] - part * away[1], way[2] - part * away[2]];
}

/** Clusters of nearly the same colour made one, the commonest first. */
function merged(found: readonly ColourCluster[]): ColourCluster[] {
  const main: ColourCluster[] = [];
  for (const { colour, share } of found) {
    const home = main.findIndex((own) => lengthOf(minus(own.colour, colour)) < inkColour.sameColour);
    if (home < 0) main.push({ colour, share });
    else main[home] = { colour: main[home].colour, share: main[home].share + share };
  }
  return main.toSorted((a, b) => b.share - a.share);
}

function showsInGrey({ colour }: ColourCluster, grounds: readonly ColourCluster[]): boolean {
  const darkest = Math.min(...grounds.map((ground) => greyOf(ground.colour)));
  const lightest = Math.max(...grounds.map((ground) => greyOf(ground.colour)));
  return greyOf(colour) <= darkest - inkColour.enoughContrast || greyOf(colour) >= lightest + inkColour.enoughContrast;
}

/**
 * Colours of a grid of places; undefined for a picture without colour, and for one that is
 * transparent somewhere.
 */
function samplesOf({ width, height, channels, data }: ColourImage): Float32Array | undefined {
  const step = Math.max(1, Math.round(Math.sqrt((width * height) / inkColour.maxSamples)));
  const samples: number[] = [];
  let colourful = 0;
  for (let y = step >> 1; y < height; y += step) {
    for (let x = step >> 1; x < width; x += step) {
      const at = (y * width + x) * channels;
      // What shines through is not known here.
      if (channels === 4 && data[at + 3] < 255) return undefined;
      const [r, g, b] = [data[at], data[at + 1], data[at + 2]];
      if (Math.max(r, g, b) - Math.min(r, g, b) > inkColour.minColourful) colourful += 1;
      samples.push(r, g, b);
    }
  }
  return colourful * 200 < samples.length / 3 ? undefined : Float32Array.from(samples);
}

/** White at the paper's colour and below, dark at the end of the way. */
function along({ width, height, channels, data }: ColourImage, paper: Colour, way: Colour): GrayImage {
  const unit = (255 - inkColour.inkLevel) / dot(way, way);
  const out = new Uint8Array(width * height);
  for (let i = 0, at = 0; i < out.length; i++, at += channels) {
    const distance =
      (data[at] - paper[0]) * way[0] + (data[at + 1] - paper[1]) * way[1] + (data[at + 2] - paper[2]) * way[2];
    out[i] = Math.max(0, Math.min(255, 255 - distance * unit));
  }
  return { width, height, data: out };
}

const greyOf = ([r, g, b]: Colour): number => luma.red * r + luma.green * g + luma.blue * b;
const minus = (a: Colour, b: Colour): Colour => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const dot = (a: Colour, b: Colour): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const lengthOf = (a: Colour): number => Math.sqrt(dot(a, a));
