import type { EpochRecord } from '../runs/checkpoint.js';

const [WIDTH, HEIGHT, LEFT, TOP, GAP] = [420, 260, 64, 44, 84];

interface Curve {
  readonly label: string;
  readonly colour: string;
  readonly values: readonly number[];
}

/**
 * Accuracy and loss per epoch, side by side, as a self-contained SVG. What was not recorded in
 * every epoch has no curve.
 */
export function plotHistory(title: string, history: ReadonlyArray<Partial<EpochRecord>>): string {
  const curve = (label: string, colour: string, key: keyof EpochRecord): Curve[] => {
    const values = history.map((epoch) => epoch[key]).filter((value) => value !== undefined);
    return values.length === history.length ? [{ label, colour, values }] : [];
  };
  const curves = (name: 'Accuracy' | 'Loss'): Curve[] => [
    ...curve('training', '#b45309', `train${name}`),
    ...curve('validation', '#1d4ed8', `validation${name}`),
  ];
  const total = LEFT + 2 * WIDTH + GAP + 24;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${total}" height="${TOP + HEIGHT + 56}" ` +
      'font-family="sans-serif" font-size="12">',
    '<rect width="100%" height="100%" fill="#fff"/>',
    `<text x="${LEFT}" y="20" font-size="14" font-weight="bold">${escapeXml(title)}</text>`,
    panel('accuracy', curves('Accuracy'), LEFT),
    panel('loss', curves('Loss'), LEFT + WIDTH + GAP),
    '</svg>\n',
  ].join('\n');
}

function panel(name: string, curves: readonly Curve[], left: number): string {
  if (curves.length === 0) return `<text x="${left}" y="${TOP + 20}" fill="#666">${name} was not recorded</text>`;
  const values = curves.flatMap((curve) => curve.values);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const range = high - low || 1;
  const epochs = curves[0].values.length;
  const x = (i: number) => left + (epochs < 2 ? WIDTH / 2 : (i / (epochs - 1)) * WIDTH);
  const y = (value: number) => TOP + HEIGHT - ((value - low) / range) * HEIGHT;
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((t) => low + t * range);
  const marks = Array.from({ length: epochs }, (_, i) => i).filter(
    (i) => epochs <= 12 || i % Math.ceil(epochs / 12) === 0,
  );
  return [
    `<rect x="${left}" y="${TOP}" width="${WIDTH}" height="${HEIGHT}" fill="none" stroke="#999"/>`,
    ...ticks.flatMap((tick) => [
      `<line x1="${left}" x2="${left + WIDTH}" y1="${round(y(tick))}" y2="${round(y(tick))}" stroke="#ddd"/>`,
      `<text x="${left - 6}" y="${round(y(tick) + 4)}" text-anchor="end">${Number(tick.toPrecision(4))}</text>`,
    ]),
    ...marks.map((i) => `<text x="${round(x(i))}" y="${TOP + HEIGHT + 18}" text-anchor="middle">${i + 1}</text>`),
    `<text x="${left + WIDTH / 2}" y="${TOP + HEIGHT + 38}" text-anchor="middle">${name} per epoch</text>`,
    ...curves.flatMap(({ label, colour, values: points }, i) => [
      `<polyline fill="none" stroke="${colour}" stroke-width="2" ` +
        `points="${points.map((v, k) => `${round(x(k))},${round(y(v))}`).join(' ')}"/>`,
      `<text x="${left + WIDTH - 8}" y="${TOP + (name === 'loss' ? 18 : HEIGHT - 26) + 16 * i}" text-anchor="end" ` +
        `fill="${colour}">${label}</text>`,
    ]),
  ].join('\n');
}

const round = (value: number): number => Math.round(value * 10) / 10;

const escapeXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
