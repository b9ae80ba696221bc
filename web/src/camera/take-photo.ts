import { type GrayPicture, grayOf } from './judge-photo.js';

const JUDGED_WIDTH = 600;

/** What can be drawn on a canvas, with its size. */
export type PictureSource = HTMLVideoElement | ImageBitmap;

const sizeOf = (source: PictureSource) =>
  source instanceof HTMLVideoElement ? [source.videoWidth, source.videoHeight] : [source.width, source.height];

/** The picture in the size in which it is judged; undefined while there is none. */
export function grayOfSource(source: PictureSource): GrayPicture | undefined {
  const [width, height] = sizeOf(source);
  if (width === 0 || height === 0) return undefined;
  const canvas = document.createElement('canvas');
  canvas.width = JUDGED_WIDTH;
  canvas.height = Math.max(1, Math.round((JUDGED_WIDTH * height) / width));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return undefined;
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return grayOf(context.getImageData(0, 0, canvas.width, canvas.height));
}

/** The picture in full size as a JPEG. */
export async function jpegOf(video: HTMLVideoElement): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  return new Promise((resolve, reject) => {
    const done = (blob: Blob | null) => (blob ? resolve(blob) : reject(new Error('the browser made no JPEG')));
    canvas.toBlob(done, 'image/jpeg', 0.92);
  });
}
