import { parseArgs } from 'node:util';

const HELP = `longhand bench search: fills an embedded PostgreSQL in a temporary folder with synthetic pages and measures search

  --pages N     pages of 40 words (1000000)
  --queries N   queries of each kind (100)
  --docs DIR    where search.md is written; nothing is written without it
  --json        the report on standard output`;

/** `longhand bench search ...` */
export async function benchSearch(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { help: { type: 'boolean', default: false } },
    strict: false,
  });
  if (values.help) console.log(HELP);
}
