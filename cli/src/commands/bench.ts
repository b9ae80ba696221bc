import type { Command } from '../command.js';

export const bench: Command = {
  name: 'bench',
  summary: 'run a benchmark, such as other engines or search at scale',
  usage: 'NAME ...',
  examples: ['longhand bench --help', 'longhand bench engines --pages 1', 'longhand bench search --pages 50000'],
  isRaw: true,

  async run({ words }) {
    const { benchCommand } = await import('@longhand/bench');
    await benchCommand(words);
    return 0;
  },
};
