import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';

/**
 * A film for the browser's camera: a page that lies on a table, filmed by a steady hand. @returns
 * the path of an .mjpeg file
 */
export async function filmOf(page: Buffer): Promise<string> {
  const paper = await sharp(page).resize(1180).rotate(-1.2, { background: '#6b5b4a' }).toBuffer();
  const frame = await sharp({ create: { width: 1280, height: 960, channels: 3, background: '#6b5b4a' } })
    .composite([{ input: paper }])
    .jpeg({ quality: 92 })
    .toBuffer();
  const path = join(await mkdtemp(join(tmpdir(), 'longhand-film-')), 'page.mjpeg');
  await writeFile(path, Buffer.concat([frame, frame, frame]));
  return path;
}
