import type { Page, Word } from '../api/client.js';
import { placeIn } from '../shell/boxes.js';
import { ShadedWord } from './shaded-word.js';
import { wordState } from './word-state.js';

interface OverlayProps {
  page: Page;
  selected: Word | undefined;
  matches: ReadonlySet<string>;
  hasText: boolean;
  onSelect: (word: Word | undefined) => void;
}

/**
 * A place for each word on the ink. For the mouse and the eye only: the text beside the page says
 * the same to keyboards and screen readers.
 */
export function WordOverlay({ page, selected, matches, hasText, onSelect }: OverlayProps) {
  const { width = 1, height = 1 } = page;
  const whole = { x: 0, y: 0, width, height };
  return (
    <div aria-hidden="true">
      {page.lines
        .flatMap((line) => line.words)
        .map((word) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the same word is a button in the text beside the page
          // biome-ignore lint/a11y/noStaticElementInteractions: see above
          <div
            key={word.id}
            className="on-ink"
            style={placeIn(word.box, whole)}
            data-state={wordState(word)}
            data-match={matches.has(word.id) || undefined}
            data-selected={word.id === selected?.id || undefined}
            data-word={word.id}
            title={word.text}
            onClick={() => onSelect(word)}
          >
            {hasText && (
              <span dir="auto">
                <ShadedWord word={word} />
              </span>
            )}
          </div>
        ))}
    </div>
  );
}
