import type { Point } from '@longhand/core';
import { Button, Container, Group, Loader, Paper, Stack, Text, Title } from '@mantine/core';
import { t } from 'i18next';
import { type PointerEvent, useCallback, useEffect, useRef, useState } from 'react';
import type { Word } from '../api/client.js';
import { sentenceOf } from '../api/api-problem.js';
import { useTitle } from '../shell/use-title.js';
import { percentText } from '../shell/words.js';
import { drawStrokes, pngOf, type Stroke } from './drawing.js';
import { readDrawing } from './read-drawing.js';

const HEIGHT = 240;
/** Rest after the last stroke before the drawing is read. */
const PAUSE_MS = 600;

/** A pad to write on; what is written is read as soon as the hand rests. */
export default function WritePage() {
  useTitle(t('frame.write'));
  const pad = useRef<HTMLCanvasElement>(null);
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const [open, setOpen] = useState<Stroke>();
  const [words, setWords] = useState<readonly Word[]>();
  const [message, setMessage] = useState<string>();
  const [isReading, setReading] = useState(false);

  const draw = useCallback((all: readonly Stroke[]) => {
    const canvas = pad.current;
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return;
    const ratio = window.devicePixelRatio || 1;
    const width = Math.round(canvas.clientWidth * ratio);
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== HEIGHT * ratio) canvas.height = HEIGHT * ratio;
    drawStrokes(context, all, ratio);
  }, []);
  useEffect(() => draw(open ? [...strokes, open] : strokes), [draw, strokes, open]);

  // Reads when the hand rests, and forgets a reading that a new stroke has overtaken.
  useEffect(() => {
    const canvas = pad.current;
    if (!canvas || strokes.length === 0 || open) return undefined;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      setReading(true);
      try {
        const found = await readDrawing(await pngOf(strokes), stop.signal);
        if (stop.signal.aborted) return;
        setWords(found);
        setMessage(found.length === 0 ? t('write.noWriting') : undefined);
      } catch (error) {
        if (!stop.signal.aborted) setMessage(sentenceOf(error));
      }
      if (!stop.signal.aborted) setReading(false);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [strokes, open]);

  const at = (event: PointerEvent<HTMLCanvasElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const finish = () => {
    if (open) setStrokes([...strokes, open]);
    setOpen(undefined);
  };
  const clear = () => {
    setStrokes([]);
    setOpen(undefined);
    setWords(undefined);
    setMessage(undefined);
    setReading(false);
  };

  return (
    <Container size="sm" p={0}>
      <Stack gap="md">
        <Title order={1} size="h2">
          {t('write.title')}
        </Title>
        <Text c="dimmed" size="sm">
          {t('write.intro')}
        </Text>
        <canvas
          ref={pad}
          className="pad"
          style={{ height: HEIGHT }}
          role="img"
          aria-label={t('write.pad')}
          data-testid="pad"
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            setOpen([at(event)]);
          }}
          onPointerMove={(event) => open && setOpen([...open, at(event)])}
          onPointerUp={finish}
          onPointerCancel={finish}
        />
        <Group>
          <Button variant="default" onClick={() => setStrokes(strokes.slice(0, -1))} disabled={strokes.length === 0}>
            {t('write.undo')}
          </Button>
          <Button variant="default" onClick={clear} disabled={strokes.length === 0}>
            {t('write.clear')}
          </Button>
          {isReading && <Loader size="sm" aria-label={t('write.reading')} />}
        </Group>
        <Paper withBorder p="lg" mih={110} aria-live="polite" data-testid="drawing-read">
          {words && strokes.length > 0 ? <Reading words={words} /> : <Text c="dimmed">{t('write.appearsHere')}</Text>}
          {message && <Text c="dimmed">{message}</Text>}
        </Paper>
      </Stack>
    </Container>
  );
}

function Reading({ words }: { words: readonly Word[] }) {
  const others =
    words.length === 1 ? words[0].alternatives.filter(({ text }) => text !== words[0].text).slice(0, 5) : [];
  return (
    <Stack gap={4}>
      <Text fz={36} lh={1.2} style={{ fontFamily: 'Georgia, serif' }}>
        {words.map(({ text }) => text).join(' ')}
      </Text>
      {words.length === 1 && (
        <Text size="sm" c="dimmed">
          {t('common.sure', { share: percentText(words[0].confidence) })}
          {others.length > 0 && ` · ${t('write.orReadings', { readings: others.map(({ text }) => text).join(', ') })}`}
        </Text>
      )}
    </Stack>
  );
}
