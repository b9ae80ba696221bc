import { describe, expect, it } from 'vitest';
import { allCommands } from './commands/all-commands.js';
import { parseCommandLine } from './parse-command-line.js';
import { helpOf, helpOfAll } from './print-help.js';

const parse = (...args: string[]) => parseCommandLine(args, allCommands);

describe('parseCommandLine', () => {
  it('reads command, words and options in any order', () => {
    const line = parse('upload', '--wait', 'scans', '--json', '--data', '/tmp/x', 'more.pdf');
    expect(line.command?.name).toBe('upload');
    expect(line.words).toEqual(['scans', 'more.pdf']);
    expect(line).toMatchObject({ isJson: true, dataDir: '/tmp/x', wantsHelp: false });
    expect(line.values.wait).toBe(true);
  });

  it('leaves the words of train to train', () => {
    expect(parse('train', 'glyphs', '--epochs', '3', '--help').words).toEqual(['glyphs', '--epochs', '3', '--help']);
  });

  it.each([[[]], [['--help']], [['-h']], [['help']]])('shows the list for %j', (args) => {
    const line = parse(...args);
    expect([line.wantsHelp, line.command]).toEqual([true, undefined]);
  });

  it('shows one command for help NAME', () => {
    const line = parse('help', 'search');
    expect([line.wantsHelp, line.command?.name]).toEqual([true, 'search']);
    expect(() => parse('help', 'fly')).toThrow(expect.objectContaining({ exitCode: 2 }));
  });

  it.each([['fly'], ['read', '--fast'], ['upload', '--data']])('refuses %j', (...args) => {
    expect(() => parse(...args)).toThrow(expect.objectContaining({ exitCode: 2 }));
  });
});

it('helps with every command and gives examples that the parser accepts', () => {
  for (const command of allCommands) {
    expect(helpOfAll(allCommands)).toContain(command.summary);
    expect(helpOf(command)).toContain(command.examples[0]);
    for (const example of command.examples) {
      const words = example
        .replace(/^.*?longhand /, '')
        .replace(/ >.*$/, '')
        .split(' ');
      expect(parse(...words).command?.name).toBe(command.name);
    }
  }
});
