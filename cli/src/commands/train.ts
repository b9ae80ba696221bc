import type { Command } from '../command.js';

export const train: Command = {
  name: 'train',
  summary: 'train a reader from idx files, CSV or folders of images',
  usage: '[glyphs] ...',
  examples: ['longhand train --help', 'longhand train glyphs --help'],
  isRaw: true,

  async run({ words }) {
    const { trainCommand } = await import('@longhand/training');
    await trainCommand([...words]);
    return 0;
  },
};
