import { readPageSet, type TruePage } from '@longhand/training';
import type { PageLanguage } from './engine.js';

export interface ScoredPage extends TruePage {
  /** The table that it counts in. */
  group: string;
  language: PageLanguage;
}

/** Copiste validation pages that are read, evenly out of all of them. */
const copistePages = 8;

/**
 * The pages of the scoreboard: all of `jls`, and validation pages of `copiste`, whose writers the
 * networks have never seen. `most` takes only the first pages of each group, for a quick look.
 */
export async function scoredPages(dataRoot: string, most = Number.POSITIVE_INFINITY): Promise<ScoredPage[]> {
  const jls = await readPageSet(dataRoot, 'jls');
  const copiste = await readPageSet(dataRoot, 'copiste', 'val');
  const groups = [
    { group: 'letters of 1905, handwritten', language: 'eng', pages: jls.filter(({ kind }) => kind === 'handwritten') },
    {
      group: 'letters of 1905, typed',
      language: 'eng',
      pages: withThirtyLinesFirst(jls.filter(({ kind }) => kind === 'typed')),
    },
    { group: 'modern handwriting', language: 'fra', pages: evenly(withThirtyLinesFirst(copiste), copistePages) },
  ] as const;
  return groups.flatMap(({ pages, ...common }) => pages.slice(0, most).map((page) => ({ ...page, ...common })));
}

/** The page on which processor time is compared is read in any case. */
const withThirtyLinesFirst = (pages: readonly TruePage[]): TruePage[] => {
  const chosen = thirtyLinePage(pages);
  return [chosen, ...pages.filter((page) => page !== chosen)];
};

/** The page whose number of lines is nearest to 30. */
export function thirtyLinePage<Page extends TruePage>(pages: readonly Page[]): Page {
  const distance = ({ lines }: Page) => Math.abs(lines.length - 30);
  return pages.reduce((best, page) => (distance(page) < distance(best) ? page : best));
}

function evenly<T>(items: readonly T[], count: number): T[] {
  return items.filter(
    (_, i) => Math.floor((i * count) / items.length) !== Math.floor(((i - 1) * count) / items.length),
  );
}
