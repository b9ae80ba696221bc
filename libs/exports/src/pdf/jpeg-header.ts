import { PermanentFailure } from '@longhand/core';

export interface JpegHeader {
  width: number;
  height: number;
  /** 1: grey, 3: colour. */
  components: 1 | 3;
}

const standalone = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
/** SOF0 to SOF15 without DHT, JPG and DAC, which lie between them. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/**
 * Size and number of colours of a JPEG, from its frame header.
 * @throws PermanentFailure export.picture_unreadable
 */
export function readJpegHeader(jpeg: Uint8Array): JpegHeader {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  let at = 2;
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) throw unreadable();
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) throw unreadable();
    const marker = view.getUint8(at + 1);
    if (isFrame(marker)) {
      const components = view.getUint8(at + 9);
      if (components !== 1 && components !== 3) throw unreadable();
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7), components };
    }
    // A fill byte, or a marker without a segment.
    at += marker === 0xff ? 1 : standalone(marker) ? 2 : 2 + view.getUint16(at + 2);
  }
  throw unreadable();
}

function unreadable(): PermanentFailure {
  return new PermanentFailure(
    'export.picture_unreadable',
    'The stored picture of a page is damaged. Rotate the page or upload its document again, then repeat the export.',
  );
}
