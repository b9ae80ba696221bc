import type { Comparison } from './compare-searches.js';

export interface KeywordReport {
  command: string;
  /** `YYYY-MM-DD` */
  date: string;
  groups: ({ name: string } & Comparison)[];
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** docs/search-accuracy.md. */
export function keywordReport({ command, date, groups }: KeywordReport): string {
  const tables = groups.map(({ name, pages, keywords, ways }) => {
    const rows = ways.map(({ name: way, scores }) => {
      const shares = [scores.recall, scores.averagePrecision, scores.precisionAtTen, scores.rightOfShown];
      const cells = shares.map((share) => (typeof share === 'number' ? percent(share) : share));
      return `| ${[way, ...cells].join(' | ')} |`;
    });
    return `## ${name}

${pages} pages, ${keywords} different words of four letters or more.

| search | recall | average precision | precision in the first ten | right of those shown |
|---|---|---|---|---|
${rows.join('\n')}
`;
  });
  return `# How well words are found

Written by \`${command}\` on ${date}. Pages that no network has learnt from are read by the system's own pipeline
and stored in its database; then every word of four letters or more of their transcriptions is searched for, each by \
the system's own search, capitals and accents folded. Recall: share of the pages with the word
that are found. Precision in the first ten: pages with the word among the first ten hits, of ten, or of all there are. \
Right of those shown: share of
the hits among the first ten that have the word; guesses are marked as such and stand below sure hits.

${tables.join('\n')}`;
}
