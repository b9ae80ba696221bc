import { UsageError } from '../cli-error.js';
import { ApiClient } from '../client/api-client.js';
import { requireConnection } from '../client/find-connection.js';
import type { Command, CommandInput } from '../command.js';
import { oneLine, table } from '../terminal/table.js';

export const line: Command = {
  name: 'line',
  summary: 'add lines that the reader missed, and delete what is no writing',
  usage: '[list|add|move|delete|restore] DOCUMENT [LINE] --page N [--box X,Y,W,H] [--text T] [--after LINE|first]',
  optionHelp: [
    ['--page N', 'page of the document, from 1 (default: 1)'],
    ['--box X,Y,W,H', 'add: where the line stands, in pixels of the page'],
    ['--text T', 'add: what the line says'],
    ['--after LINE', 'add, move: the line that it follows, or "first"'],
  ],
  examples: [
    'longhand line list 0199a5c2-7d1e-7c3f-9a51-3f1c2b6d8e90 --page 2',
    'longhand line add 0199a5c2-7d1e-7c3f-9a51-3f1c2b6d8e90 --page 2 --box 120,840,600,48 --text "Quinine 300 mg"',
    'longhand line delete 0199a5c2-7d1e-7c3f-9a51-3f1c2b6d8e90 5f0e8a30-1c2b-8d4e-9f60-7a8b9c0d1e2f --page 2',
  ],
  options: {
    page: { type: 'string' },
    box: { type: 'string' },
    text: { type: 'string' },
    after: { type: 'string' },
  },

  run(input) {
    const [action = 'list', documentId, lineId] = input.words;
    const work = { list, add, move, delete: remove, restore }[action];
    if (!work) throw new UsageError(`line: unknown action "${action}". Use list, add, move, delete or restore.`);
    if (!documentId) throw new UsageError(`line ${action}: give the id of a document.`);
    const needsLine = action !== 'list' && action !== 'add';
    if (needsLine && !lineId) throw new UsageError(`line ${action}: give the id of a line; "line list" shows them.`);
    const page = Number(input.values.page ?? 1);
    if (!Number.isInteger(page) || page < 1) throw new UsageError('line: --page must be a number from 1.');
    const client = new ApiClient(requireConnection(input.config, input.dataDir), input.signal);
    return work({ ...input, client, documentId, page, lineId: lineId ?? '' });
  },
};

type Work = CommandInput & { client: ApiClient; documentId: string; page: number; lineId: string };

async function list({ client, documentId, page, out }: Work): Promise<number> {
  const { lines, deleted } = await client.page(documentId, page);
  const shown = lines.map((one) => ({
    id: one.id,
    text: one.words.map(({ text }) => text).join(' '),
    box: one.box,
    state: one.addedBy === undefined ? 'read' : 'added',
  }));
  const gone = deleted
    .filter(({ kind }) => kind === 'line')
    .map(({ kind: _, ...one }) => ({ ...one, state: 'deleted' }));
  const all = [...shown, ...gone];
  for (const one of all) out.json(one);
  const rows = all.map(({ id, state, text }) => [id, state, oneLine(text)]);
  out.text(rows.length === 0 ? 'The page has no lines.' : table([['line', 'state', 'text'], ...rows]));
  return 0;
}

async function add(work: Work): Promise<number> {
  const { client, documentId, page, values, out } = work;
  const box = boxOf(values.box);
  if (typeof values.text !== 'string' || values.text.trim() === '') throw new UsageError('line add: give --text.');
  const after = afterOf(values.after);
  const added = await client.addLine(documentId, page, {
    box,
    text: values.text,
    ...(after !== undefined && { after }),
  });
  out.json(added);
  out.text(`Added as line ${added.id}.`);
  return 0;
}

async function move({ client, documentId, page, lineId, values, out }: Work): Promise<number> {
  const after = afterOf(values.after);
  if (after === undefined) throw new UsageError('line move: give --after with the id of a line, or "first".');
  out.json(await client.moveLine(documentId, page, lineId, after));
  out.text('Moved.');
  return 0;
}

async function remove({ client, documentId, page, lineId, out }: Work): Promise<number> {
  const answer = await client.deleteLine(documentId, page, lineId);
  out.json(answer);
  out.text(answer.state === 'once' ? 'Noted. Another person has to delete the line too.' : 'Deleted.');
  return 0;
}

async function restore({ client, documentId, page, lineId, out }: Work): Promise<number> {
  out.json(await client.restoreLine(documentId, page, lineId));
  out.text('Restored.');
  return 0;
}

function boxOf(value: unknown): { x: number; y: number; width: number; height: number } {
  const numbers = typeof value === 'string' ? value.split(',').map(Number) : [];
  const [x, y, width, height] = numbers;
  if (numbers.length === 4 && numbers.every(Number.isFinite)) return { x, y, width, height };
  throw new UsageError('line add: --box must be x,y,width,height in pixels of the page.');
}

function afterOf(value: unknown): string | null | undefined {
  if (typeof value !== 'string') return undefined;
  return value === 'first' ? null : value;
}
