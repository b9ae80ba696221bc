import { Text } from '@mantine/core';
import { t } from 'i18next';
import { type KeyboardEvent, useRef } from 'react';
import type { Page, Word } from '../api/client.js';
import { currentLocale } from '../language/language.js';
import { problemText } from '../language/problem-text.js';
import { ShadedWord } from './shaded-word.js';
import { wordState } from './word-state.js';

interface PageTextProps {
  page: Page;
  selected: Word | undefined;
  matches: ReadonlySet<string>;
  onSelect: (word: Word | undefined) => void;
}

/**
 * The page as it was read, line by line. Every word can be chosen; the arrow keys walk from word to
 * word.
 */
export function PageTextPane({ page, selected, matches, onSelect }: PageTextProps) {
  const root = useRef<HTMLDivElement>(null);
  const words = page.lines.flatMap((line) => line.words);
  if (words.length === 0 && page.lines.every(({ script }) => !script))
    return <Text c="dimmed">{emptySentence(page)}</Text>;
  // One stop for the Tab key; hundreds would make the page impassable.
  const stop = selected?.id ?? words[0]?.id;
  const walk = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    const buttons = [...(root.current?.querySelectorAll('button') ?? [])];
    const next = buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + by];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only moves the focus among the buttons inside
    <div ref={root} onKeyDown={walk} data-testid="page-text">
      <Text size="xs" c="dimmed" mb={4}>
        {t(words.length > 0 ? 'viewer.chooseWord' : 'viewer.noReadableLine')}
      </Text>
      {page.lines.map((line) => (
        <p key={line.number} className="reading">
          {line.script && (
            <Text span size="sm" c="dimmed" fs="italic">
              {t('viewer.unreadScript', { script: scriptName(line.script) })}
            </Text>
          )}
          {line.words.map((word) => (
            <WordButton
              key={word.id}
              word={word}
              selected={selected}
              isMatch={matches.has(word.id)}
              isStop={word.id === stop}
              onSelect={onSelect}
            />
          ))}
        </p>
      ))}
    </div>
  );
}

interface WordButtonProps {
  word: Word;
  selected: Word | undefined;
  isMatch: boolean;
  isStop: boolean;
  onSelect: (word: Word) => void;
}

function WordButton({ word, selected, isMatch, isStop, onSelect }: WordButtonProps) {
  return (
    <>
      <button
        type="button"
        className="reading-word"
        dir="auto"
        tabIndex={isStop ? 0 : -1}
        data-state={wordState(word)}
        data-match={isMatch || undefined}
        data-selected={word.id === selected?.id || undefined}
        aria-pressed={word.id === selected?.id}
        onClick={() => onSelect(word)}
      >
        {word.text === '' ? t('common.emptyReading') : <ShadedWord word={word} />}
      </button>{' '}
    </>
  );
}

function emptySentence({ status, error }: Page): string {
  if (error) return problemText(error);
  if (status === 'recognised') return t('viewer.noWriting');
  return t('viewer.beingRead');
}

const scriptName = (code: string): string =>
  new Intl.DisplayNames(currentLocale(), { type: 'script' }).of(code) ?? code;
