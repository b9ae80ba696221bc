/** Light of a picture, row after row, 0 black to 255 white. */
export interface GrayPicture {
  width: number;
  height: number;
  data: Uint8ClampedArray | Uint8Array;
}

export type PhotoFault = 'dark' | 'glare' | 'blurred' | 'empty';

export interface Judgement {
  fault?: PhotoFault;
  /** What to do, in a plain sentence. */
  sentence: string;
  /** Mean square of the second derivative where it is steepest, against the contrast; higher is sharper. */
  sharpness: number;
}

const sentences: Readonly<Record<PhotoFault | 'good', string>> = {
  dark: 'Too dark. Go nearer to a window or a lamp.',
  glare: 'A lamp shines back from the paper. Tilt the page or the phone a little.',
  blurred: 'Not sharp. Hold still, and tap on the page to focus.',
  empty: 'No writing to be seen. Bring the page into the frame.',
  good: 'Good: sharp and evenly lit.',
};

const DARK_BELOW = 70;
const GLARE_ABOVE = 252;
const PAPER_ABOVE = 160;
/** Share of the picture that may be blown out. */
const GLARE_SHARE = 0.015;
const INK_SHARE = 0.002;
const SHARP_ABOVE = 0.04;

/**
 * Whether a photograph of a page can be read, by simple measures: mean light; blown-out spots on paper that is not itself white; the strength of
 * the Laplacian at the steepest two percent of places, where the ink's edges are (a photograph out of focus has none that are steep; after
 * Pech-Pacheco and others, "Diatom autofocusing in brightfield microscopy", ICPR 2000, on the edges alone, so that a page with few words
 * is not taken for a blurred one).
 * @param picture about 600 pixels wide
 */
export function judgePhoto(picture: GrayPicture): Judgement {
  const { data } = picture;
  const light = mean(data);
  const edges = steepestEdges(picture);
  const judge = (fault?: PhotoFault): Judgement => ({
    ...(fault && { fault }),
    sentence: sentences[fault ?? 'good'],
    sharpness: edges,
  });
  if (light < DARK_BELOW) return judge('dark');
  if (hasGlare(picture)) return judge('glare');
  if (inkShare(picture) < INK_SHARE) return judge('empty');
  return judge(edges < SHARP_ABOVE ? 'blurred' : undefined);
}

function mean(data: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < data.length; i += 1) sum += data[i];
  return sum / data.length;
}

/** Mean square of the Laplacian over the steepest two percent of the picture, against the square of its contrast. */
function steepestEdges({ width, height, data }: GrayPicture): number {
  const histogram = new Uint32Array(1021);
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const i = y * width + x;
      histogram[Math.abs(4 * data[i] - data[i - 1] - data[i + 1] - data[i - width] - data[i + width])] += 1;
    }
  }
  let left = Math.ceil(((width - 2) * (height - 2)) / 50);
  const total = left;
  let sum = 0;
  for (let value = histogram.length - 1; value >= 0 && left > 0; value -= 1) {
    const count = Math.min(left, histogram[value]);
    sum += count * value * value;
    left -= count;
  }
  return sum / total / contrast(data) ** 2;
}

/** Light between the darkest and the lightest two percent. */
function contrast(data: ArrayLike<number>): number {
  const histogram = new Uint32Array(256);
  for (let i = 0; i < data.length; i += 1) histogram[data[i]] += 1;
  const at = (wanted: number) => {
    let count = 0;
    for (let value = 0; value < 256; value += 1) {
      count += histogram[value];
      if (count >= wanted) return value;
    }
    return 255;
  };
  return Math.max(30, at(data.length * 0.98) - at(data.length * 0.02));
}

/** A shining spot: one of 8 x 8 fields mostly blown out while the page as a whole is clearly less light. */
function hasGlare({ width, height, data }: GrayPicture): boolean {
  const blown = new Uint32Array(64);
  let blownAll = 0;
  let paper = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const value = data[y * width + x];
      if (value > PAPER_ABOVE) paper += 1;
      if (value < GLARE_ABOVE) continue;
      blown[Math.floor((y * 8) / height) * 8 + Math.floor((x * 8) / width)] += 1;
      blownAll += 1;
    }
  }
  // Where most of the paper is that light, it is white and evenly lit: a scan, or a camera that lifts paper to white.
  if (blownAll / data.length < GLARE_SHARE || blownAll > paper / 2) return false;
  return Math.max(...blown) > (0.6 * data.length) / 64;
}

/** Share of places that are much darker than their surroundings. */
function inkShare({ width, height, data }: GrayPicture): number {
  let count = 0;
  const reach = 12;
  for (let y = reach; y < height - reach; y += 2) {
    for (let x = reach; x < width - reach; x += 2) {
      const i = y * width + x;
      const around = (data[i - reach] + data[i + reach] + data[i - reach * width] + data[i + reach * width]) / 4;
      if (around - data[i] > 20) count += 1;
    }
  }
  return (4 * count) / data.length;
}

/** Light from RGBA pixels, by the weights of ITU-R BT.601. */
export function grayOf({
  width,
  height,
  data,
}: {
  width: number;
  height: number;
  data: ArrayLike<number>;
}): GrayPicture {
  const gray = new Uint8ClampedArray(width * height);
  for (let i = 0; i < gray.length; i += 1) {
    gray[i] = 0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2];
  }
  return { width, height, data: gray };
}
