import { exportFormats } from '@longhand/contracts';
import type { Command } from '../command.js';
import { COMMON_OPTIONS } from '../print-help.js';

export interface CompletedOption {
  /** With its dashes. */
  name: string;
  /** Undefined where the help has no line for it. */
  meaning?: string;
  takesValue: boolean;
  /** What the value may be, where that is a short list. */
  values: readonly string[];
}

/** What a shell needs to know of a command. */
export interface CompletedCommand {
  name: string;
  summary: string;
  options: CompletedOption[];
  /** What may stand after it, where that is a short list. */
  words: readonly string[];
  takesFiles: boolean;
}

const valuesOf: Record<string, readonly string[]> = { '--format': exportFormats };
const wordsOf: Record<string, readonly string[]> = { completion: ['bash', 'zsh', 'fish'] };

export function completedCommands(commands: readonly Command[]): CompletedCommand[] {
  return commands.map(({ name, summary, usage, options = {}, optionHelp = [] }) => {
    const help = [...optionHelp, ...COMMON_OPTIONS];
    const own = Object.entries(options).map(([option, { type }]) => ({
      name: `--${option}`,
      takesValue: type === 'string',
    }));
    const common = COMMON_OPTIONS.map(([option]) => ({ name: option.split(' ')[0], takesValue: option.includes(' ') }));
    return {
      name,
      summary,
      options: [...own, ...common].map((option) => ({
        ...option,
        meaning: help.find(([names]) => names.split(/[\s,]+/).includes(option.name))?.[1],
        values: valuesOf[option.name] ?? [],
      })),
      words: wordsOf[name] ?? [],
      takesFiles: /FILE|DIR/.test(usage.replace(/\[--[^\]]*\]/g, '')),
    };
  });
}
