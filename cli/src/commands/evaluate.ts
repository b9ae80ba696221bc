import type { Command } from '../command.js';

export const evaluate: Command = {
  name: 'evaluate',
  summary: 'measure a reader on test sets that it has not seen',
  usage: '[glyphs] ...',
  examples: ['longhand evaluate --help', 'longhand evaluate glyphs --help'],
  isRaw: true,

  async run({ words }) {
    const { evaluateCommand } = await import('@longhand/training');
    await evaluateCommand([...words]);
    return 0;
  },
};
