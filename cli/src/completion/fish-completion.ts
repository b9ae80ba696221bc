import type { CompletedCommand, CompletedOption } from './completed-commands.js';

const quoted = (text: string) => `'${text.replace(/['\\]/g, (sign) => `\\${sign}`)}'`;

/** Completion for fish. */
export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  const lines = commands.flatMap((command) => [
    `complete -c longhand -n "not __fish_seen_subcommand_from ${names}" -f -a ${command.name} -d ` +
      `${quoted(command.summary)}`,
    ...command.options.map((option) => optionLine(command.name, option)),
    ...wordLines(command),
  ]);
  return `# Completion of longhand for fish.\n${lines.join('\n')}\n`;
}

function optionLine(command: string, { name, meaning, takesValue, values }: CompletedOption): string {
  const value = !takesValue ? '' : values.length > 0 ? ` -x -a ${quoted(values.join(' '))}` : ' -r';
  const description = meaning === undefined ? '' : ` -d ${quoted(meaning)}`;
  return `complete -c longhand -n "__fish_seen_subcommand_from ${command}" -l ${name.slice(2)}${value}${description}`;
}

function wordLines({ name, words, takesFiles }: CompletedCommand): string[] {
  if (takesFiles) return [`complete -c longhand -n "__fish_seen_subcommand_from ${name}" -F`];
  const list = words.length > 0 ? ` -a ${quoted(words.join(' '))}` : '';
  return [`complete -c longhand -n "__fish_seen_subcommand_from ${name}" -f${list}`];
}
