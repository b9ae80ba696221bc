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

Written by \`${command}\` on ${date}. The system's own pipeline reads pages that no network was trained on
and stores them in its database. Its own search then looks for every word of four letters or more of their \
transcriptions, ignoring capitals and accents. Recall: share of the pages with the word
that are found. Precision in the first ten: pages with the word among the first ten hits, out of ten, or out of all \
such pages if there are fewer. Right of those shown: share of
the first ten hits that contain the word; guesses are labelled, and come after certain hits.

${tables.join('\n')}`;
}
