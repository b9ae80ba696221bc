import type { CompletedCommand, CompletedOption } from './completed-commands.js';

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
/** Inside an option's description and in lists, zsh takes brackets and colons for its own. */
const plain = (text: string) => text.replace(/[[\]:\\]/g, (sign) => `\\${sign}`);

/** Completion for zsh. */
export function zshCompletion(commands: readonly CompletedCommand[]): string {
  const list = commands.map(({ name, summary }) => `    ${quoted(`${name}:${plain(summary)}`)}`).join('\n');
  const cases = commands.map((command) => `    ${command.name}) _arguments ${argumentsOf(command)} ;;\n`).join('');
  return `#compdef longhand
# Completion of longhand for zsh.
_longhand() {
  local -a commands
  commands=(
${list}
  )
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  local command=\${words[2]}
  shift words
  ((CURRENT--))
  case $command in
${cases}    help) _describe command commands ;;
  esac
}
if [[ $funcstack[1] == _longhand ]]; then _longhand "$@"; else compdef _longhand longhand; fi
`;
}

function argumentsOf({ options, words, takesFiles }: CompletedCommand): string {
  const rest = words.length > 0 ? `*:word:(${words.join(' ')})` : takesFiles ? '*:file:_files' : '*:word:';
  return [...options.map(optionOf), rest].map(quoted).join(' ');
}

function optionOf({ name, meaning, takesValue, values }: CompletedOption): string {
  const described = `${name}[${plain(meaning ?? '')}]`;
  if (!takesValue) return described;
  return `${described}:value:${values.length > 0 ? `(${values.join(' ')})` : '_files'}`;
}
