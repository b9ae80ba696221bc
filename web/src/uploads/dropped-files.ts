import type { FileChoice } from './upload-manager.js';

/** Files that systems put into folders and nobody means to send. */
const NOT_MEANT = /^(\.|Thumbs\.db$|desktop\.ini$)/i;

/** All files of a drop, those in folders and their folders too, in the order of their paths. */
export async function filesOfDrop(transfer: DataTransfer): Promise<FileChoice[]> {
  // The entries must be taken at once: the list is empty after the first wait.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const found = entries.length > 0 ? (await Promise.all(entries.map(filesOfEntry))).flat() : [...transfer.files];
  return choicesOf(found);
}

export function choicesOf(files: Iterable<File>): FileChoice[] {
  return [...files].filter(({ name }) => !NOT_MEANT.test(name)).map((file) => ({ name: file.name, content: file }));
}

async function filesOfEntry(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile)
    return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: File[] = [];
  // A folder is read in portions of a hundred until one is empty.
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (portion.length === 0) return files;
    files.push(...(await Promise.all(portion.map(filesOfEntry))).flat());
  }
}
