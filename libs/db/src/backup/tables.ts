import type pg from 'pg';

/**
 * Prisma's ledger, the list of running processes, the counts of the current minute, sign-ins and
 * the upkeep of the database itself apply to one database only.
 */
const notCopied = new Set(['_prisma_migrations', 'worker', 'rate_window', 'user_session', 'sign_in_guard', 'upkeep']);

/** All tables with data of the system, each after the tables that it refers to. */
export async function copiedTables(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string; needs: string[] }>(`
    SELECT c.relname AS name, coalesce(array_agg(f.relname::text) FILTER (WHERE f.oid <> c.oid), '{}') AS needs
    FROM pg_class c
      LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'f'
      LEFT JOIN pg_class f ON f.oid = k.confrelid
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace GROUP BY c.relname ORDER BY c.relname`);
  const left = new Map(rows.filter(({ name }) => !notCopied.has(name)).map(({ name, needs }) => [name, needs]));
  const ordered: string[] = [];
  while (left.size > 0) {
    const ready = [...left].filter(([, needs]) => needs.every((need) => !left.has(need))).map(([name]) => name);
    if (ready.length === 0) throw new Error('tables refer to each other in a circle');
    for (const name of ready) left.delete(name);
    ordered.push(...ready);
  }
  return ordered;
}

/** The applied migrations, in order; none if the database has not been migrated. */
export async function appliedMigrations(client: pg.ClientBase): Promise<string[]> {
  const { rows: there } = await client.query(`SELECT to_regclass('public._prisma_migrations') AS ledger`);
  if (there[0].ledger === null) return [];
  const { rows } = await client.query<{ name: string }>(`
    SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL
      ORDER BY 1`);
  return rows.map(({ name }) => name);
}
