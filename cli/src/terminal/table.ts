/** Rows as aligned columns, two spaces between them; the last column is not padded. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column])))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/**
 * A text of somebody else on one line: control characters would let a file name write to the
 * terminal.
 */
export function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}
