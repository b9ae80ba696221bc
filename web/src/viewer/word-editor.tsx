import { ActionIcon, Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { t } from 'i18next';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import type { Line, Page, Word } from '../api/client.js';
import { Rich } from '../language/rich.js';
import { padded } from '../shell/boxes.js';
import { Icon } from '../shell/icon.js';
import { Ink } from '../shell/ink.js';
import { ErrorNotice } from '../shell/notice.js';
import { useMay } from '../shell/use-may.js';
import { percentText } from '../shell/words.js';
import { LineTools } from './line-tools.js';
import { useCorrection } from './use-correction.js';

interface EditorProps {
  page: Page;
  word: Word;
  /** Whether the field takes the keyboard at once. */
  isEager: boolean;
  /** After saving: goes to the next word to check. */
  onSaved: () => void;
  onLineDeleted: (line: Line) => void;
  onClose: () => void;
}

/** One word from near: its ink, other readings to pick, and a field to type what it says. */
export function WordEditor({ page, word, isEager, onSaved, onLineDeleted, onClose }: EditorProps) {
  const canCorrect = useMay('words.correct');
  const [text, setText] = useState(word.text);
  const correction = useCorrection();
  const save = (corrected: string) =>
    correction.mutate(
      { documentId: page.documentId, page: page.number, wordId: word.id, text: corrected },
      { onSuccess: onSaved },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save(text.trim());
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    // A key that is held down is no answer: it would save every word that comes up.
    if (event.key === 'Enter' && event.repeat) event.preventDefault();
  };
  const line = page.lines.find(({ words }) => words.some(({ id }) => id === word.id));
  const others = word.alternatives.filter((one) => one.text !== word.text).slice(0, 9);
  return (
    <Paper
      withBorder
      p="sm"
      mb="sm"
      component="section"
      aria-label={t(canCorrect ? 'viewer.correctTitle' : 'viewer.oneWord')}
    >
      <form onSubmit={submit} onKeyDown={keys}>
        <Stack gap="xs">
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm" c="dimmed">
              {originOf(word)}
            </Text>
            <ActionIcon variant="subtle" color="gray" aria-label={t('common.close')} onClick={onClose}>
              <Icon name="cross" size={16} />
            </ActionIcon>
          </Group>
          <Ink
            documentId={page.documentId}
            page={page.number}
            box={padded(word.box, word.box.height * 0.4)}
            marks={[]}
            alt={t('common.handwriting', { text: word.text })}
            maxHeight={90}
          />
          {canCorrect ? (
            <>
              <TextInput
                label={t('viewer.says')}
                dir="auto"
                value={text}
                onChange={(event) => setText(event.currentTarget.value)}
                maxLength={500}
                spellCheck={false}
                autoFocus={isEager}
                onFocus={(event) => event.currentTarget.select()}
                data-shown={word.text}
              />
              {others.length > 0 && (
                <Group gap={6} role="group" aria-label={t('viewer.otherReadings')}>
                  {others.map((one) => (
                    <Button key={one.text} size="compact-sm" variant="default" onClick={() => save(one.text)}>
                      {one.text}
                    </Button>
                  ))}
                </Group>
              )}
              <Group justify="space-between" gap="xs">
                <Text size="xs" c="dimmed" flex={1} miw={160}>
                  <Rich i18nKey="viewer.enterSaves" />
                </Text>
                <Button size="compact-sm" variant="default" onClick={() => save('')}>
                  {t('common.noWord')}
                </Button>
                <Button type="submit" size="compact-sm" loading={correction.isPending}>
                  {t('common.save')}
                </Button>
              </Group>
              {line && <LineTools page={page} line={line} onDeleted={onLineDeleted} />}
            </>
          ) : (
            <Text>{word.text}</Text>
          )}
          {correction.error && <ErrorNotice error={correction.error} />}
        </Stack>
      </form>
    </Paper>
  );
}

function originOf({ keying, correctedAt, reading, confidence }: Word): string {
  if (keying === 'once') return t('viewer.typedOnce');
  if (keying === 'disputed') return t('viewer.typedDifferently');
  // In a line that was added, nothing was read.
  if (correctedAt && reading === '') return t('viewer.typedByPerson');
  if (!correctedAt) return t('viewer.readWith', { share: percentText(confidence) });
  return t(keying === 'verified' ? 'viewer.verifiedFrom' : 'viewer.correctedFrom', { reading });
}
