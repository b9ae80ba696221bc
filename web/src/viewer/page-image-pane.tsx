import { ActionIcon, Alert, Group, Menu, Switch, Text, Tooltip } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { t } from 'i18next';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { api, bodyOf, type Box, type Page, type Word } from '../api/client.js';
import { sentenceOf } from '../api/api-problem.js';
import { Icon, type IconName } from '../shell/icon.js';
import { useMay } from '../shell/use-may.js';
import { pictureOf, useImage } from '../shell/use-image.js';
import { percentText } from '../shell/words.js';
import { DrawLayer } from './draw-layer.js';
import { firstBox } from './drawn-box.js';
import { WordOverlay } from './word-overlay.js';

interface PageViewProps {
  page: Page;
  selected: Word | undefined;
  matches: ReadonlySet<string>;
  onSelect: (word: Word | undefined) => void;
  /** The box of a line that a person is adding; undefined where nobody adds one. */
  drawn: Box | undefined;
  onDraw: (box: Box | undefined) => void;
  onDrawn: (box: Box) => void;
}

const STEPS = [0.5, 0.75, 1, 1.5, 2, 3, 4];

/** The page as it was written, with what was read laid over the ink. */
export function PageImagePane({ page, selected, matches, onSelect, drawn, onDraw, onDrawn }: PageViewProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const canTurn = useMay('records.write');
  const canCorrect = useMay('words.correct');
  const [fitWidth, setFitWidth] = useState(600);
  const [step, setStep] = useState(STEPS.indexOf(1));
  const [hasColours, setColours] = useState(true);
  const [hasText, setText] = useState(false);
  const { width = 1, height = 1 } = page;
  const zoom = STEPS[step];
  const shownWidth = fitWidth * zoom;
  const scale = shownWidth / width;
  const max = zoom > 1.5 ? 4000 : 2000;
  const { url, error } = useImage(pictureOf({ documentId: page.documentId, page: page.number, max }));

  useLayoutEffect(() => {
    const element = scroll.current;
    if (!element) return undefined;
    const measure = new ResizeObserver(() => setFitWidth(Math.max(200, element.clientWidth - 2)));
    measure.observe(element);
    return () => measure.disconnect();
  }, []);

  // The word that is selected, or the box that the keys move, is brought into sight, in the middle
  // where there is room.
  const box = drawn ?? selected?.box;
  useEffect(() => {
    const element = scroll.current;
    if (!element || !box) return;
    const [left, top] = [(box.x + box.width / 2) * scale, (box.y + box.height / 2) * scale];
    const isSeen =
      left > element.scrollLeft &&
      left < element.scrollLeft + element.clientWidth &&
      top > element.scrollTop &&
      top < element.scrollTop + element.clientHeight;
    if (!isSeen) element.scrollTo({ left: left - element.clientWidth / 2, top: top - element.clientHeight / 2 });
  }, [box, scale]);

  return (
    <div>
      <Group gap={4} mb={6}>
        <Tool
          icon="minus"
          label={t('viewer.smaller')}
          onClick={() => setStep(Math.max(0, step - 1))}
          isOff={step === 0}
        />
        <Text size="sm" w={48} ta="center" className="count-up" aria-live="polite">
          {percentText(zoom)}
        </Text>
        <Tool
          icon="plus"
          label={t('viewer.larger')}
          onClick={() => setStep(Math.min(STEPS.length - 1, step + 1))}
          isOff={step === STEPS.length - 1}
        />
        {canTurn && <TurnMenu page={page} />}
        {canCorrect && (
          <Tool
            icon="addLine"
            label={t('viewer.addLine')}
            isOn={drawn !== undefined}
            onClick={() =>
              onDraw(
                drawn
                  ? undefined
                  : firstBox(
                      page.lines.map((line) => line.box),
                      { width, height },
                    ),
              )
            }
          />
        )}
        <Switch
          label={t('viewer.colours')}
          size="xs"
          checked={hasColours}
          onChange={(event) => setColours(event.currentTarget.checked)}
          ml="sm"
        />
        <Switch
          label={t('viewer.textOnInk')}
          size="xs"
          checked={hasText}
          onChange={(event) => setText(event.currentTarget.checked)}
          ml="xs"
        />
      </Group>
      {error !== null && <Text c="dimmed">{sentenceOf(error)}</Text>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section ref={scroll} className="sheet-scroll" tabIndex={0} aria-label={t('viewer.sheet')}>
        <div
          className={`sheet${hasColours ? ' colours' : ''}`}
          style={{ width: shownWidth, height: height * scale, margin: zoom < 1 ? '0 auto' : undefined }}
          data-testid="sheet"
        >
          {url && <img src={url} alt={t('common.page', { number: page.number })} />}
          <WordOverlay page={page} selected={selected} matches={matches} hasText={hasText} onSelect={onSelect} />
          {drawn && (
            <DrawLayer
              page={{ width, height }}
              box={drawn}
              onDraw={onDraw}
              onDone={onDrawn}
              onCancel={() => onDraw(undefined)}
            />
          )}
        </div>
      </section>
      {hasColours && <Legend />}
    </div>
  );
}

function Tool({
  icon,
  label,
  onClick,
  isOff,
  isOn,
}: {
  icon: IconName;
  label: string;
  onClick: () => void;
  isOff?: boolean;
  /** Of a tool that stays pressed. */
  isOn?: boolean;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant={isOn ? 'filled' : 'default'}
        size="lg"
        aria-label={label}
        aria-pressed={isOn}
        onClick={onClick}
        disabled={isOff}
      >
        <Icon name={icon} />
      </ActionIcon>
    </Tooltip>
  );
}

function TurnMenu({ page }: { page: Page }) {
  const client = useQueryClient();
  const turn = useMutation({
    mutationFn: (degrees: 90 | 180 | 270) =>
      bodyOf(
        api.POST('/v1/documents/{id}/pages/{number}/rotate', {
          params: { path: { id: page.documentId, number: page.number } },
          body: { degrees },
        }),
      ),
    onSuccess: async () => {
      client.removeQueries({ queryKey: ['image'] });
      await client.invalidateQueries({ queryKey: ['document', page.documentId] });
    },
  });
  return (
    <>
      <Menu withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon variant="default" size="lg" aria-label={t('viewer.rotate')} loading={turn.isPending}>
            <Icon name="turn" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('viewer.readAgainAfter')}</Menu.Label>
          <Menu.Item onClick={() => turn.mutate(90)}>{t('viewer.rotateRight')}</Menu.Item>
          <Menu.Item onClick={() => turn.mutate(270)}>{t('viewer.rotateLeft')}</Menu.Item>
          <Menu.Item onClick={() => turn.mutate(180)}>{t('viewer.rotateHalf')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {turn.error && (
        <Alert color="red" p={6} role="alert">
          {sentenceOf(turn.error)}
        </Alert>
      )}
    </>
  );
}

function Legend() {
  return (
    <Group gap="md" mt={6}>
      {(
        [
          ['--sure', 'viewer.legendSure'],
          ['--unsure', 'viewer.legendUnsure'],
          ['--corrected', 'viewer.legendCorrected'],
        ] as const
      ).map(([colour, words]) => (
        <Text key={colour} size="xs" c="dimmed" style={{ borderBottom: `2px solid var(${colour})` }}>
          {t(words)}
        </Text>
      ))}
    </Group>
  );
}
