import type { EngineReport } from './engine.js';
import { type ScoredPage, thirtyLinePage } from './scored-pages.js';
import { scoreText } from './score-text.js';

export interface Scoreboard {
  pages: readonly ScoredPage[];
  /** In the order of the tables; an engine that could not be run says why. */
  engines: ReadonlyArray<{ name: string } & ({ report: EngineReport } | { missing: string })>;
  /** Processor, Node version. */
  machine: string;
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)}`;
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** `docs/scoreboard.md`. Pages of the reports are those of `pages`, in the same order. */
export function writeScoreboard({ pages, engines, machine }: Scoreboard): string {
  const ran = engines.flatMap((engine) => ('report' in engine ? [engine] : []));
  const groups = [...new Set(pages.map(({ group }) => group))];
  const tables = groups.flatMap((group) => {
    const members = pages.flatMap((page, i) => (page.group === group ? [i] : []));
    return [
      `## ${group[0].toUpperCase()}${group.slice(1)}: ${members.length} pages`,
      '',
      '| engine | keyword recall | character errors | processor seconds a page |',
      '|---|---|---|---|',
      ...ran.map(({ name, report }) => groupRow(name, report, pages, members)),
      '',
    ];
  });
  return [
    '# Scoreboard',
    '',
    'Written by `longhand bench engines`: all engines read the same pages in the same run, each in its own ' +
      'process with one thread. Processor',
    'time is that of all threads, so that other programs on the machine have little influence. Recall: share of ' +
      'the words of three letters or more that',
    'were read anywhere on the page, ignoring case and accents; mean over the pages. Character errors: edits per ' +
      'character over all pages. Reading lines',
    'in another order, or print that the ground truth omits, counts as errors. The modern pages are validation ' +
      'pages: their',
    "writers are not in the training data, but Longhand's settings were chosen on them.",
    '',
    `Machine: ${machine}.`,
    '',
    ...tables,
    ...groups.flatMap((group) => thirtyLines(ran, pages, group)),
    '"Whole page" covers everything from the file to the text: decoding, cleaning, finding lines and words, both ' +
      'networks, the decoder. Tesseract does all of',
    'this in one run, which also loads its model; the other engines have theirs already loaded. Lines that ' +
      'Tesseract does not recognise as text cost it nothing.',
    '',
    '## Model size and memory',
    '',
    '| engine | what ran | models, MB | peak memory, MB |',
    '|---|---|---|---|',
    ...ran.map(
      ({ name, report }) =>
        `| ${name} | ${report.description} | ${(report.modelBytes / 1e6).toFixed(1)} | ` +
        `${megabytes(report.peakBytes)} |`,
    ),
    ...engines.flatMap((engine) => ('missing' in engine ? ['', `Not run: ${engine.name} (${engine.missing})`] : [])),
    '',
  ].join('\n');
}

function groupRow(name: string, report: EngineReport, pages: readonly ScoredPage[], members: readonly number[]) {
  const scores = members.map((i) => scoreText(report.pages[i].text, pages[i]));
  const sum = (of: (score: (typeof scores)[number]) => number) => scores.reduce((total, score) => total + of(score), 0);
  const recall = percent(mean(scores.map((score) => score.recall)));
  const errors = percent(sum((s) => s.edits) / sum((s) => s.characters));
  return `| ${name} | ${recall} | ${errors} | ${mean(members.map((i) => report.pages[i].seconds)).toFixed(2)} |`;
}

/** Fewest lines of a page on which processor time is compared. */
const minLines = 25;

/**
 * Processor time on the one page of a group that has about thirty lines, against Tesseract's;
 * nothing where the group has no such page.
 */
function thirtyLines(
  ran: ReadonlyArray<{ name: string; report: EngineReport }>,
  pages: readonly ScoredPage[],
  group: string,
): string[] {
  const page = thirtyLinePage(pages.filter((own) => own.group === group));
  if (page.lines.length < minLines || page.lines.length > 40) return [];
  const at = pages.indexOf(page);
  const tesseract = ran.find(({ name }) => name === 'tesseract')?.report.pages[at].seconds;
  const row = (what: string, { text }: { text: string }, seconds: number) => {
    const against = tesseract ? (seconds / tesseract).toFixed(2) : '-';
    return `| ${what} | ${seconds.toFixed(2)} | ${against} | ${percent(scoreText(text, page).recall)} |`;
  };
  return [
    `## One page of ${page.lines.length} lines: ${group}`,
    '',
    '| engine | processor seconds | against Tesseract | keyword recall |',
    '|---|---|---|---|',
    ...ran.flatMap(({ name, report }) => {
      const read = report.pages[at];
      if (read.recognitionSeconds === undefined) return [row(name, read, read.seconds)];
      const alone = row(`${name}, recognition alone`, read, read.recognitionSeconds);
      return [alone, row(`${name}, whole page`, read, read.seconds)];
    }),
    '',
  ];
}
