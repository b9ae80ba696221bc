import type { GrayImage } from '@longhand/core';
import { grayOf } from './gray-of.js';
import type { View } from './judge-photo.js';

const WHOLE_WIDTH = 600;
const DETAIL = { width: 900, height: 700 };

/** What can be drawn on a canvas, with its size. */
export type PictureSource = HTMLVideoElement | ImageBitmap;

const sizeOf = (source: PictureSource) =>
  source instanceof HTMLVideoElement ? [source.videoWidth, source.videoHeight] : [source.width, source.height];

/** The picture as it is judged; undefined while there is none. */
export function viewOf(source: PictureSource): View | undefined {
  const [width, height] = sizeOf(source);
  if (width === 0 || height === 0) return undefined;
  const whole = grayPart(source, { x: 0, y: 0, width, height }, WHOLE_WIDTH / width);
  const inside = { width: Math.min(width, DETAIL.width), height: Math.min(height, DETAIL.height) };
  const middle = { x: Math.floor((width - inside.width) / 2), y: Math.floor((height - inside.height) / 2), ...inside };
  const detail = grayPart(source, middle, 1);
  return whole && { whole, ...(detail && { detail }) };
}

interface Part {
  x: number;
  y: number;
  width: number;
  height: number;
}

function grayPart(source: PictureSource, { x, y, width, height }: Part, scale: number): GrayImage | undefined {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return undefined;
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, x, y, width, height, 0, 0, canvas.width, canvas.height);
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
