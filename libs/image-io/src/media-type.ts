import type { MediaType } from '@longhand/core';

/** The types of files with pages; archives are unpacked before. */
export type PageMediaType = Exclude<MediaType, 'application/zip'>;
