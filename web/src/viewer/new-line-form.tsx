import { Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { t } from 'i18next';
import { type FormEvent, useState } from 'react';
import type { Box, Line, Page } from '../api/client.js';
import { Rich } from '../language/rich.js';
import { padded } from '../shell/boxes.js';
import { Ink } from '../shell/ink.js';
import { ErrorNotice } from '../shell/notice.js';
import { useAddLine } from './use-line-acts.js';

interface NewLineProps {
  page: Page;
  box: Box;
  /** Whether the box stands: its ink is shown, and the field takes the keyboard. */
  isDrawn: boolean;
  onAdded: (line: Line) => void;
  onCancel: () => void;
}

/** What a line says that the reader missed. */
export function NewLineForm({ page, box, isDrawn, onAdded, onCancel }: NewLineProps) {
  const [text, setText] = useState('');
  const add = useAddLine();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (add.isPending) return;
    add.mutate({ documentId: page.documentId, page: page.number, box, text: text.trim() }, { onSuccess: onAdded });
  };
  return (
    <Paper withBorder p="sm" mb="sm" component="section" aria-label={t('viewer.addLine')}>
      <form onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && onCancel()}>
        <Stack gap="xs">
          <Text size="sm" c="dimmed">
            {isDrawn ? t('viewer.typeLine') : <Rich i18nKey="viewer.drawHint" />}
          </Text>
          {isDrawn && (
            <>
              <Ink
                documentId={page.documentId}
                page={page.number}
                box={padded(box, box.height * 0.2)}
                marks={[]}
                alt={t('viewer.newInk')}
                maxHeight={90}
              />
              <TextInput
                key={JSON.stringify(box)}
                label={t('viewer.lineSays')}
                dir="auto"
                value={text}
                onChange={(event) => setText(event.currentTarget.value)}
                maxLength={2000}
                required
                spellCheck={false}
                autoFocus
              />
            </>
          )}
          {add.error && <ErrorNotice error={add.error} />}
          <Group justify="end" gap="xs">
            <Button size="xs" variant="default" onClick={onCancel}>
              {t('common.cancel')}
            </Button>
            {isDrawn && (
              <Button size="xs" type="submit" loading={add.isPending} disabled={text.trim() === ''}>
                {t('viewer.addLine')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
