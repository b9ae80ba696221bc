import type { SearchReport } from './run-search-bench.js';

export interface ReportHead {
  command: string;
  /** `YYYY-MM-DD` */
  date: string;
  machine: string;
}

const ms = (value: number | undefined): string => (value === undefined ? '-' : value.toFixed(value < 10 ? 1 : 0));
const size = (bytes: number): string =>
  bytes >= 1e9 ? `${(bytes / 1e9).toFixed(2)} GB` : `${(bytes / 1e6).toFixed(1)} MB`;
const seconds = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} s`;
const count = (value: number): string => value.toLocaleString('en-GB');

/** docs/search.md. */
export function searchReport(
  { pages, wordsPerPage, loadSeconds, build, sizes, kinds }: SearchReport,
  head: ReportHead,
): string {
  const rows = kinds.map(({ kind, isFiltered, measured: { queries, wall, processor, found, hits } }) =>
    [
      `${kind}${isFiltered ? ', tenant and year' : ''}`,
      queries,
      ms(wall.p50),
      `**${ms(wall.p95)}**`,
      ms(wall.max),
      ms(processor?.p50),
      ms(processor?.p95),
      `${Math.round(found * 100)} %`,
      hits.toFixed(1),
    ].join(' | '),
  );
  return `# Search at scale

Written by \`${head.command}\` on ${head.date}. Machine: ${head.machine}.

${count(pages)} synthetic pages of ${wordsPerPage} words, from a vocabulary of 200,000 words with a Zipf \
distribution. One word in five has other readings, and six in a hundred are
shown wrongly: ${count(sizes.forms)} distinct forms. One of the five tenants has 80 % of the pages, and the others \
have 5 % each. Each query uses the system's own
search (\`libs/db/src/search/\`) and returns 20 hits with snippets and boxes. \`fuzzy\` is on, which is the default. \
Plain queries search the
largest tenant. Queries with "tenant and year" search one year of twenty of a tenant chosen in proportion to its \
pages. PostgreSQL has the settings of \`longhand up\`.

| query | queries | p50 ms | p95 ms | worst ms | processor p50 ms | processor p95 ms | with hits | hits |
|---|---|---|---|---|---|---|---|---|
${rows.map((row) => `| ${row} |`).join('\n')}

Processor time is that of the database process and of the caller together. It shows the cost of a query even if \
other programs keep the machine
busy.

| part | build | size |
|---|---|---|
| search rows (\`search_page\`) with words and rows of all documents, by COPY | ${seconds(loadSeconds)} \
| ${size(sizes.searchRows)} |
| index of words and labels (GIN) | ${seconds(build.words)} | ${size(sizes.words)} |
| lexicon (\`search_form\` and its key) | ${seconds(build.lexicon)} | ${size(sizes.lexicon)} |
| keys for similar words in the lexicon (GIN) | ${seconds(build.keys)} | ${size(sizes.keys)} |
| the words with their boxes (\`word\`, with indexes) | ${seconds(build.wordRows)} | ${size(sizes.wordRows)} |
`;
}
