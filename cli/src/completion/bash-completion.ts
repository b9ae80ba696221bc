import type { CompletedCommand } from './completed-commands.js';

/** Completion for bash. Where nothing is offered, bash completes file names by itself. */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  const cases = commands.map(({ name, options, words, takesFiles }) => {
    const after = options
      .filter(({ takesValue }) => takesValue)
      .map(
        ({ name: option, values }) => `        ${option}) ${values.length > 0 ? `${offer(values)}; ` : ''}return ;;\n`,
      )
      .join('');
    const rest = takesFiles ? '' : `\n      else\n        ${offer(words)}`;
    return `    ${name})
      case $previous in
${after}      esac
      if [[ $current == -* ]]; then
        ${offer(options.map((option) => option.name))}${rest}
      fi
      ;;
`;
  });
  return `# Completion of longhand for bash.
_longhand() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]}
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    ${offer([names, 'help', '--help'])}
    return
  fi
  case \${COMP_WORDS[1]} in
${cases.join('')}    help) ${offer([names])} ;;
  esac
}
complete -o default -F _longhand longhand ./longhand
`;
}

function offer(words: readonly string[]): string {
  return `COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$current"))`;
}
