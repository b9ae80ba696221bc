import { seededRandom } from '@longhand/core';
import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { drawMarks } from './draw-marks.js';
import { form } from './form.js';
import { letter } from './letter.js';
import { prescription } from './prescription.js';
import { pagePx, type RecordPage } from './record-page.js';

const records = new URL('../records/', import.meta.url);

/**
 * Random grey in coarse cells, blown up smoothly to the page: the shading of a real sheet. Values
 * around 0, at most `most`.
 */
async function cloud(cellPx: number, most: number, random: () => number): Promise<Float32Array> {
  const [width, height] = [Math.ceil(pagePx.width / cellPx), Math.ceil(pagePx.height / cellPx)];
  const cells = Buffer.from(Array.from({ length: width * height }, () => Math.floor(random() * 256)));
  const smooth = await sharp(cells, { raw: { width, height, channels: 1 } })
    .resize(pagePx.width, pagePx.height, { fit: 'fill', kernel: 'cubic' })
    .extractChannel(0)
    .raw()
    .toBuffer();
  return Float32Array.from(smooth, (value) => ((value - 127.5) / 127.5) * most);
}

async function render(page: RecordPage): Promise<Buffer> {
  const random = seededRandom(page.seed + 1000);
  const drawn = await sharp(Buffer.from(drawMarks(page)))
    .greyscale()
    .blur(0.7)
    .extractChannel(0)
    .raw()
    .toBuffer();
  const layers = [await cloud(310, 7, random), await cloud(24, 2, random), await cloud(3, 2.5, random)];
  const scan = Buffer.alloc(drawn.length);
  for (let i = 0; i < scan.length; i++) {
    const paper = 238 + layers[0][i] + layers[1][i] + layers[2][i];
    scan[i] = Math.max(0, Math.min(255, Math.round((drawn[i] / 255) * paper)));
  }
  return sharp(scan, { raw: { ...pagePx, channels: 1 } })
    .withMetadata({ density: 150 })
    .png({ palette: true, colours: 16, dither: 0, compressionLevel: 9, effort: 10 })
    .toBuffer();
}

for (const page of [letter, form, prescription]) {
  await writeFile(new URL(`${page.name}.png`, records), await render(page));
  await writeFile(new URL(`${page.name}.txt`, records), `${page.text}\n`);
}
