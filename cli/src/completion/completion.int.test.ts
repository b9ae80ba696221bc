import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allCommands } from '../commands/all-commands.js';
import { bashCompletion } from './bash-completion.js';
import { completedCommands } from './completed-commands.js';
import { fishCompletion } from './fish-completion.js';
import { zshCompletion } from './zsh-completion.js';

const commands = completedCommands(allCommands);

/** What bash would offer after these words; the last one is being typed. */
function offered(...words: string[]): string[] {
  const list = ['longhand', ...words].map((word) => `'${word}'`).join(' ');
  const script = `${bashCompletion(commands)}
COMP_WORDS=(${list}); COMP_CWORD=${words.length}; _longhand; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim().split('\n');
}

describe('completion for bash', () => {
  it('offers commands, their options, and the values of those that have a list', () => {
    expect(offered('ex')).toEqual(['export']);
    expect(offered('w')).toEqual(['watch']);
    expect(offered('search', '--ex')).toEqual(['--exact']);
    expect(offered('upload', '--')).toEqual(['--wait', '--data', '--json', '--help']);
    expect(offered('export', '--format', 'p')).toEqual(['pdf', 'page']);
    expect(offered('completion', '')).toEqual(['bash', 'zsh', 'fish']);
    expect(offered('help', 'stat')).toEqual(['status']);
  });

  it('leaves file names to bash', () => {
    expect(offered('upload', '/')).toEqual(['']);
    expect(offered('export', '--out', '')).toEqual(['']);
  });
});

describe('completion for zsh and fish', () => {
  it('names every command and option with what it means', () => {
    for (const script of [zshCompletion(commands), fishCompletion(commands)]) {
      for (const { name, options } of commands) {
        expect(script).toContain(name);
        for (const option of options) expect(script).toContain(option.name.slice(2));
      }
      expect(script).toContain('txt json pdf alto page hocr fhir');
    }
  });

  it.each([
    ['zsh', zshCompletion(commands)],
    ['fish', fishCompletion(commands)],
  ])('is taken by %s where that is installed', (shell, script) => {
    const folder = mkdtempSync(join(tmpdir(), 'longhand-completion-'));
    const path = join(folder, 'longhand');
    writeFileSync(path, script);
    const { error, status, stderr } = spawnSync(shell, ['-n', path], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    if (error) return;
    expect([status, stderr]).toEqual([0, '']);
  });
});
