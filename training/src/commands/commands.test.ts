import { afterEach, beforeEach, expect, type MockInstance, test, vi } from 'vitest';
import { evaluateCommand } from './evaluate-command.js';
import { trainCommand } from './train-command.js';

let print: MockInstance<typeof console.log>;
beforeEach(() => {
  print = vi.spyOn(console, 'log').mockImplementation(() => {});
});
afterEach(() => print.mockRestore());

test('each command explains itself', async () => {
  await trainCommand(['glyphs', '--help']);
  await trainCommand(['lines', '--help']);
  await trainCommand(['import', '--help']);
  await trainCommand(['adopt-lines', '--help']);
  await trainCommand(['language', '--help']);
  await trainCommand(['tune', '--help']);
  await evaluateCommand(['glyphs', '--help']);
  await evaluateCommand(['lines', '--help']);
  expect(print.mock.calls.map(([text]) => String(text).split(':')[0])).toEqual([
    'longhand train glyphs',
    'longhand train lines',
    'longhand train import',
    'longhand train adopt-lines',
    'longhand train language',
    'longhand train tune STAGE',
    'longhand evaluate glyphs',
    'longhand evaluate lines',
  ]);
});

test.each([
  [['--out', '/tmp/x', '--network', 'resnet'], /--network.*charnet, paper-cnn, paper-mlp/],
  [['--data', 'mnist'], /--out/],
  [['--epoch', '3'], /--epoch/],
  [['lines'], /lines/],
  [['--out', '/tmp/x', '--data', '/nowhere.csv'], /--data.*no such file/],
])('%j is refused by the name of the option', async (args, message) => {
  await expect(trainCommand(['glyphs', ...args])).rejects.toMatchObject({
    code: 'cli.invalid_option',
    message: expect.stringMatching(message),
  });
});

test('missing data are named', async () => {
  const args = ['glyphs', '--data', 'mnist', '--out', '/tmp/x', '--data-root', '/nowhere'];
  await expect(trainCommand(args)).rejects.toMatchObject({ code: 'training.data_missing' });
});
