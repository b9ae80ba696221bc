import { scoreText } from './score-text.js';
import type { Scoreboard } from './write-scoreboard.js';

const [WIDTH_PX, LABEL_PX, VALUE_PX, BAR_PX, ROW_PX, GROUP_GAP_PX] = [760, 130, 70, 14, 20, 34];
/** Ours stands out; the others share one grey, so that the chart also works without colours. */
const [OURS, OTHERS, INK] = ['#1c7ed6', '#adb5bd', '#212529'];

/**
 * The keyword recall of every engine on every group of pages, as bars: `docs/scoreboard.svg`.
 * Group and engine names are our own constants, so that nothing in them needs escaping.
 */
export function drawScoreboard({ pages, engines }: Pick<Scoreboard, 'pages' | 'engines'>): string {
  const groups = [...new Set(pages.map(({ group }) => group))];
  const ran = engines.flatMap((engine) => ('report' in engine ? [engine] : []));
  const scale = WIDTH_PX - LABEL_PX - VALUE_PX;
  let y = 44;
  const parts = groups.flatMap((group) => {
    const members = pages.flatMap((page, i) => (page.group === group ? [i] : []));
    const title = `<text x="10" y="${y}" font-weight="bold">${group[0].toUpperCase()}${group.slice(1)}</text>`;
    const bars = ran.map(({ name, report }, row) => {
      const recalls = members.map((i) => scoreText(report.pages[i].text, pages[i]).recall);
      const recall = recalls.reduce((sum, one) => sum + one, 0) / recalls.length;
      const top = y + 10 + row * ROW_PX;
      return [
        `<text x="${LABEL_PX - 8}" y="${top + BAR_PX - 2}" text-anchor="end">${name}</text>`,
        `<rect x="${LABEL_PX}" y="${top}" width="${(scale * recall).toFixed(1)}" height="${BAR_PX}" ` +
          `fill="${name === 'longhand' ? OURS : OTHERS}"/>`,
        `<text x="${(LABEL_PX + scale * recall + 6).toFixed(1)}" ` +
          `y="${top + BAR_PX - 2}">${(100 * recall).toFixed(1)} %</text>`,
      ].join('\n');
    });
    y += ran.length * ROW_PX + GROUP_GAP_PX;
    return [title, ...bars];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH_PX} ${y - 10}" font-family="sans-serif" ` +
      `font-size="13" fill="${INK}">`,
    '<title>Share of the keywords that each engine finds</title>',
    '<rect width="100%" height="100%" fill="#ffffff"/>',
    '<text x="10" y="20">Share of the keywords that each engine finds on a page</text>',
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}
