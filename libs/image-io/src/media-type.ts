import type { MediaType } from '@longhand/core';

/** The kinds of file that hold pages; an archive is unpacked before it comes here. */
export type PageMediaType = Exclude<MediaType, 'application/zip'>;
