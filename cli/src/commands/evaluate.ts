import type { Command } from '../command.js';

export const evaluate: Command = {
  name: 'evaluate',
  summary: 'measure accuracy on test sets that the readers were not trained on',
  usage: '[glyphs | lines | pages | search] ...',
  examples: ['longhand evaluate lines', 'longhand evaluate pages --help', 'longhand evaluate search --help'],
  isRaw: true,

  async run({ words }) {
    if (words[0] === 'search') {
      const { evaluateSearch } = await import('@longhand/bench');
      await evaluateSearch(words.slice(1));
      return 0;
    }
    const { evaluateCommand } = await import('@longhand/training');
    await evaluateCommand([...words]);
    return 0;
  },
};
