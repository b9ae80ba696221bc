import { z } from 'zod';
import { plainDateSchema } from './common.js';

/** True when the text holds a C0 or C1 control character. */
function hasControlCharacter(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

const cleanText = (maxLength: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .refine((text) => !hasControlCharacter(text), 'control characters are not allowed');

export const titleSchema = cleanText(300);
export const tagSchema = cleanText(60);
export const tagsSchema = z.array(tagSchema).max(50);

/** What a person can specify for one uploaded file. */
export const fileMetadataSchema = z
  .strictObject({
    title: titleSchema.optional(),
    recordDate: plainDateSchema.optional(),
    tags: tagsSchema.optional(),
  })
  .meta({ id: 'FileMetadata' });
export type FileMetadata = z.infer<typeof fileMetadataSchema>;

/**
 * The `metadata` part of an upload: maps each file name to the metadata of that file. Entries of an
 * archive are named `archive.zip/scan.jpg`.
 */
export const uploadMetadataSchema = z
  .record(z.string().min(1).max(1000), fileMetadataSchema)
  .meta({ id: 'UploadMetadata', description: 'Title, recordDate and tags of each file, by file name' });
export type UploadMetadata = z.infer<typeof uploadMetadataSchema>;

/**
 * A change to the fields of a document; fields that are not given stay, and `recordDate: null`
 * removes the date.
 */
export const documentPatchSchema = z
  .strictObject({
    title: titleSchema.optional(),
    recordDate: plainDateSchema.nullable().optional(),
    tags: tagsSchema.optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, 'give at least one of title, recordDate, tags')
  .meta({ id: 'DocumentPatch' });
export type DocumentPatch = z.infer<typeof documentPatchSchema>;
