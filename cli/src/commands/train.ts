import { requireConnection } from '../client/find-connection.js';
import type { Command } from '../command.js';

export const train: Command = {
  name: 'train',
  summary: 'train a reader, or improve the line reader on your own corrected lines',
  usage: '[glyphs | lines] ...',
  examples: ['longhand train --help', 'longhand train glyphs --help', 'longhand train lines --corrections'],
  isRaw: true,

  async run({ words, config, dataDir }) {
    const { trainCommand } = await import('@longhand/training');
    await trainCommand([...words], { connection: () => requireConnection(config, dataDir) });
    return 0;
  },
};
