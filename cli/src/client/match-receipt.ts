import type { ReceiptFile } from '@longhand/contracts';

/**
 * Which rows of a receipt belong to which sent file. Rows come in the order of the files; an
 * archive has one row per entry, named `archive.zip/entry`, and a name may have been cleaned on the
 * way.
 * @returns for each sent name its rows
 */
export function matchReceipt(sentNames: readonly string[], rows: readonly ReceiptFile[]): ReceiptFile[][] {
  if (rows.length === sentNames.length) return rows.map((row) => [row]);
  const matched: ReceiptFile[][] = sentNames.map(() => []);
  let sent = 0;
  for (const row of rows) {
    const isEntryOf = (name: string) => row.name.startsWith(`${name}/`);
    // An entry stays with its archive; any other row begins the next file.
    if (matched[sent].length > 0 && !isEntryOf(sentNames[sent]) && sent < sentNames.length - 1) sent += 1;
    while (row.name.includes('/') && !isEntryOf(sentNames[sent]) && sent < sentNames.length - 1) sent += 1;
    matched[sent].push(row);
  }
  return matched;
}
