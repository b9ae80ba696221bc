/** Folders that operating systems create among a person's files. */
const systemFolders = new Set(['__macosx', '$recycle.bin', 'system volume information', '@eadir']);
const systemFiles = new Set([
  'thumbs.db',
  'ehthumbs.db',
  'ehthumbs_vista.db',
  'desktop.ini',
  '.ds_store',
  '.localized',
  '.directory',
]);

/**
 * Whether an operating system created a file by itself: `.DS_Store`, `__MACOSX/...`, `._scan.jpg`,
 * `Thumbs.db`, `desktop.ini`. Nobody sends these on purpose.
 * @param path parts joined by "/" or "\"
 */
export function isSystemFile(path: string): boolean {
  const parts = path.toLowerCase().split(/[/\\]/);
  const name = parts.pop() ?? '';
  return parts.some((part) => systemFolders.has(part)) || systemFiles.has(name) || name.startsWith('._');
}
