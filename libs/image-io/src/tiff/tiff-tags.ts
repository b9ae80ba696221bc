/** Numbers of the tags that are looked at (TIFF 6.0, Technical Note 2, EXIF, DNG). */
export const tag = {
  subfile: 254,
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  stripOffsets: 273,
  orientation: 274,
  samples: 277,
  stripByteCounts: 279,
  xResolution: 282,
  yResolution: 283,
  tileOffsets: 324,
  tileByteCounts: 325,
  subDirectories: 330,
  sampleFormat: 339,
  jpegStream: 513,
  jpegStreamLength: 514,
  yCbCrSubsampling: 530,
  exif: 34665,
  colourProfile: 34675,
  gps: 34853,
  dngVersion: 50706,
} as const;

export const compression = { none: 1, oldJpeg: 6, jpeg: 7 } as const;

/** PhotometricInterpretation. */
export const colours = {
  whiteIsZero: 0,
  blackIsZero: 1,
  rgb: 2,
  palette: 3,
  mask: 4,
  cmyk: 5,
  yCbCr: 6,
  lab: 8,
  iccLab: 9,
  cfa: 32803,
  linearRaw: 34892,
} as const;
