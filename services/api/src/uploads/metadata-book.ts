import type { FileMetadata, UploadMetadata } from '@longhand/contracts';

/**
 * What the sender says about the files. The form may say it before the files or after them: files
 * that were taken before are remembered, so that they get their fields at the end. A file is found
 * by the name it was sent with or the name it is kept under, however its accents are written (NFC
 * or NFD).
 */
export class MetadataBook {
  private known: UploadMetadata | undefined;
  private file = { name: '', sentName: '' };
  private readonly waiting: { documentId: string; keys: string[] }[] = [];

  set(metadata: UploadMetadata): void {
    this.known = Object.fromEntries(Object.entries(metadata).map(([key, fields]) => [key.normalize('NFC'), fields]));
  }

  /** Says which file of the form comes next. */
  beginFile(name: string, sentName: string | undefined): void {
    this.file = { name, sentName: sentName ?? name };
  }

  /** @param name the file's own name, or `archive.zip/scan.jpg` for one inside it */
  of(name: string): FileMetadata | undefined {
    return this.find(this.keysOf(name));
  }

  accepted(name: string, documentId: string): void {
    if (!this.known) this.waiting.push({ documentId, keys: this.keysOf(name) });
  }

  /** Documents that were taken before their fields were known. */
  late(): [documentId: string, fields: FileMetadata][] {
    return this.waiting.flatMap(({ documentId, keys }) => {
      const fields = this.find(keys);
      return fields && Object.keys(fields).length > 0 ? [[documentId, fields]] : [];
    });
  }

  private keysOf(name: string): string[] {
    return [name, this.file.sentName.normalize('NFC') + name.slice(this.file.name.length)];
  }

  private find(keys: string[]): FileMetadata | undefined {
    const { known } = this;
    const key = known && keys.find((k) => Object.hasOwn(known, k));
    return key === undefined ? undefined : known?.[key];
  }
}
