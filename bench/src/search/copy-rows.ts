import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** Rows on their way into a table. Cells hold no tab, line end or backslash. */
export interface RowCopy {
  /** Resolves when there is room for more. */
  write(row: readonly (string | number)[]): Promise<void> | undefined;
  end(): Promise<void>;
}

const chunkLength = 1 << 18;

/** Begins `COPY table (columns) FROM STDIN` on a connection, which is busy until `end`. */
export function copyRows(client: pg.Client, table: string, columns: readonly string[]): RowCopy {
  const stream = client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN`));
  let chunk = '';
  const flush = async () => {
    const hasRoom = stream.write(chunk);
    chunk = '';
    if (!hasRoom) await once(stream, 'drain');
  };
  return {
    write(row) {
      chunk += `${row.join('\t')}\n`;
      return chunk.length >= chunkLength ? flush() : undefined;
    },
    async end() {
      await flush();
      stream.end();
      await finished(stream);
    },
  };
}
