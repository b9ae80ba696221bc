import { UsageError } from '../cli-error.js';
import { ApiClient } from '../client/api-client.js';
import { requireConnection } from '../client/find-connection.js';
import { describeHit } from '../client/describe-hit.js';
import type { Command } from '../command.js';

const FILTERS = ['title', 'tag', 'from', 'to', 'limit'] as const;

export const search: Command = {
  name: 'search',
  summary: 'find words in all pages that have been read',
  usage: 'WORDS [--exact] [--title T] [--tag T] [--from DATE] [--to DATE] [--limit N]',
  optionHelp: [
    ['--exact', 'only these exact words, no similar ones'],
    ['--title T', 'only documents with these words in their title or file name'],
    ['--tag T', 'only documents with this tag'],
    ['--from DATE, --to DATE', 'only records dated from or up to this day, such as 1905-03-01'],
    ['--limit N', 'at most N pages (default: 20)'],
  ],
  examples: [
    'longhand search penicillin',
    'longhand search "blood pressure" --from 2020-01-01',
    'longhand search letter --tag 1905 --json',
    'longhand search penicillin or amoxicillin --exact',
  ],
  options: {
    exact: { type: 'boolean' },
    ...Object.fromEntries(FILTERS.map((name) => [name, { type: 'string' as const }])),
  },

  async run({ values, words, out, config, dataDir, signal }) {
    if (words.length === 0) throw new UsageError('search: give the words to search for.');
    const client = new ApiClient(requireConnection(config, dataDir), signal);
    const filters = FILTERS.flatMap((name) => (typeof values[name] === 'string' ? [[name, values[name]]] : []));
    const answer = await client.search({
      q: words.join(' '),
      ...Object.fromEntries(filters),
      ...(values.exact && { fuzzy: 'false' }),
    });
    for (const hit of answer.hits) {
      out.json(hit);
      out.text(describeHit(hit));
    }
    const more = answer.more ? '; there are more' : '';
    if (answer.limited)
      out.note('Too many pages match to rank them all. Add a word or a filter to get better results.');
    out.note(`${answer.hits.length} pages in ${Math.round(answer.took_ms)} ms${more}`);
    return 0;
  },
};
