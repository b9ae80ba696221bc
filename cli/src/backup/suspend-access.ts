/** Rows that were made invalid on their way back, by table. */
export type Suspended = Record<'api_key' | 'app_user' | 'break_glass', number>;

type Row = Record<string, unknown>;

/**
 * Makes keys and people invalid while their rows are restored, in the same transaction: each of them
 * may have been revoked, or have left, after the backup was made. A key that was valid is marked as
 * such, so that `longhand key confirm` can make it valid again.
 */
export class AccessSuspension {
  readonly suspended: Suspended = { api_key: 0, app_user: 0, break_glass: 0 };
  private readonly at: string;

  constructor(at: Date) {
    this.at = at.toISOString();
  }

  /** The lines of a table, changed where they let somebody in. */
  change(table: string, lines: AsyncIterable<string>): AsyncIterable<string> {
    const close = closers[table];
    return close ? this.each(table as keyof Suspended, lines, close) : lines;
  }

  private async *each(
    table: keyof Suspended,
    lines: AsyncIterable<string>,
    close: (row: Row, at: string) => Row | undefined,
  ): AsyncGenerator<string> {
    for await (const line of lines) {
      const closed = close(JSON.parse(line) as Row, this.at);
      if (closed) this.suspended[table] += 1;
      yield closed ? JSON.stringify(closed) : line;
    }
  }
}

/** Each gives undefined for a row that lets nobody in as it is. */
const closers: Readonly<Record<string, (row: Row, at: string) => Row | undefined>> = {
  // A database from before there was restored_at does not take it: then the key counts as revoked.
  api_key: (row, at) => (row.revoked_at ? undefined : { ...row, revoked_at: at, restored_at: at }),
  app_user: (row, at) => (row.disabled_at ? undefined : { ...row, disabled_at: at }),
  break_glass: (row, at) => (row.ended_at || String(row.expires_at) < at ? undefined : { ...row, ended_at: at }),
};
