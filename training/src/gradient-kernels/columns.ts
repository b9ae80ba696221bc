import * as tf from '@tensorflow/tfjs-core';
import { heapView, type WasmBackend } from './wasm-kernel.js';

type ConvInfo = tf.backend_util.Conv2DInfo;

/**
 * The patches that a convolution looks at, as a matrix [filterHeight * filterWidth * inChannels,
 * batch * outHeight * outWidth]: one row per filter tap and channel. In this layout a row is a
 * shifted copy of a channel's plane.
 */
export function patchColumns(backend: WasmBackend, x: tf.Tensor4D, info: ConvInfo): tf.Tensor2D {
  const { batchSize, inChannels, inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth, padInfo } = info;
  const planes = tf.transpose(tf.reshape(x, [batchSize * inHeight * inWidth, inChannels]));
  const length = batchSize * outHeight * outWidth;
  const out = backend.makeOutput([filterHeight * filterWidth * inChannels, length], 'float32');
  const [from, to] = [heapView(backend, planes), heapView(backend, out)];
  const sameSize = info.strideHeight === 1 && info.strideWidth === 1 && outHeight === inHeight && outWidth === inWidth;
  const fill = sameSize ? shiftPlane : gatherPlane;
  const planeLength = batchSize * inHeight * inWidth;
  let row = 0;
  for (let kh = 0; kh < filterHeight; kh++)
    for (let kw = 0; kw < filterWidth; kw++)
      for (let c = 0; c < inChannels; c++, row++) {
        const plane = from.subarray(c * planeLength, (c + 1) * planeLength);
        const shift = { down: kh - padInfo.top, right: kw - padInfo.left };
        fill(plane, to.subarray(row * length, (row + 1) * length), info, shift);
      }
  planes.dispose();
  return tf.engine().makeTensorFromTensorInfo(out) as tf.Tensor2D;
}

/** Same size in and out: one block copy, then what was shifted in over the borders becomes zero. */
function shiftPlane(
  plane: Float32Array,
  row: Float32Array,
  info: ConvInfo,
  { down, right }: { down: number; right: number },
): void {
  const { batchSize, inHeight: height, inWidth: width } = info;
  const shift = down * width + right;
  if (shift >= 0) row.set(plane.subarray(shift));
  else row.set(plane.subarray(0, plane.length + shift), -shift);
  const [firstRow, endRow] = [Math.max(0, -down), Math.min(height, height - down)];
  const [firstColumn, endColumn] = [Math.max(0, -right), Math.min(width, width - right)];
  for (let n = 0, start = 0; n < batchSize; n++, start += height * width) {
    if (firstRow > 0) row.fill(0, start, start + firstRow * width);
    if (endRow < height) row.fill(0, start + endRow * width, start + height * width);
    for (let column = 0; column < width; column++) {
      if (column >= firstColumn && column < endColumn) continue;
      for (let at = start + column, end = start + height * width; at < end; at += width) row[at] = 0;
    }
  }
}

/** Any stride and padding. */
function gatherPlane(
  plane: Float32Array,
  row: Float32Array,
  info: ConvInfo,
  { down, right }: { down: number; right: number },
): void {
  const { batchSize, inHeight, inWidth, outHeight, outWidth, strideHeight, strideWidth } = info;
  const first = Math.min(outWidth, Math.max(0, Math.ceil(-right / strideWidth)));
  const end = Math.max(first, Math.min(outWidth, Math.floor((inWidth - 1 - right) / strideWidth) + 1));
  let o = 0;
  for (let n = 0; n < batchSize; n++)
    for (let oh = 0; oh < outHeight; oh++, o += outWidth) {
      const h = oh * strideHeight + down;
      if (h < 0 || h >= inHeight) {
        row.fill(0, o, o + outWidth);
        continue;
      }
      let at = (n * inHeight + h) * inWidth + right + first * strideWidth;
      for (let ow = 0; ow < first; ow++) row[o + ow] = 0;
      for (let ow = first; ow < end; ow++, at += strideWidth) row[o + ow] = plane[at];
      for (let ow = end; ow < outWidth; ow++) row[o + ow] = 0;
    }
}
