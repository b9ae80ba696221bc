import { UsageError } from '../cli-error.js';
import type { Command } from '../command.js';
import { bashCompletion } from '../completion/bash-completion.js';
import { type CompletedCommand, completedCommands } from '../completion/completed-commands.js';
import { fishCompletion } from '../completion/fish-completion.js';
import { zshCompletion } from '../completion/zsh-completion.js';

const shells: Record<string, (commands: readonly CompletedCommand[]) => string> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** The command that prints what a shell needs to complete the other commands. */
export function completionOf(others: readonly Command[]): Command {
  const completion: Command = {
    name: 'completion',
    summary: 'print a completion script for bash, zsh or fish',
    usage: Object.keys(shells).join('|'),
    examples: [
      'longhand completion bash > ~/.local/share/bash-completion/completions/longhand',
      'longhand completion zsh > ~/.zfunc/_longhand',
      'longhand completion fish > ~/.config/fish/completions/longhand.fish',
    ],

    async run({ words, out }) {
      const [shell] = words;
      const write = shell !== undefined && Object.hasOwn(shells, shell) ? shells[shell] : undefined;
      if (!write) throw new UsageError(`completion: choose a shell: ${Object.keys(shells).join(', ')}.`);
      const script = write(completedCommands([...others, completion]));
      out.json({ shell, script });
      out.text(script);
      return 0;
    },
  };
  return completion;
}
