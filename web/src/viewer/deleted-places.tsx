import { Button, Group, Stack, Text } from '@mantine/core';
import { t } from 'i18next';
import type { DeletedPlace, Page } from '../api/client.js';
import { padded } from '../shell/boxes.js';
import { Ink } from '../shell/ink.js';
import { ErrorNotice } from '../shell/notice.js';
import { useMay } from '../shell/use-may.js';
import { useRestoreLine, useUndoCorrection } from './use-line-acts.js';

/** What people deleted on a page because nobody wrote there; each can be restored. */
export function DeletedPlaces({ page }: { page: Page }) {
  const canCorrect = useMay('words.correct');
  const restore = useRestoreLine();
  const undo = useUndoCorrection();
  const error = restore.error ?? undo.error;
  if (page.deleted.length === 0) return null;
  const on = { documentId: page.documentId, page: page.number };
  const bringBack = ({ kind, id }: DeletedPlace) =>
    kind === 'line' ? restore.mutate({ ...on, lineId: id }) : undo.mutate({ ...on, wordId: id });
  return (
    <details className="more" data-testid="deleted-places">
      <summary>{t('viewer.deletedPlaces', { count: page.deleted.length })}</summary>
      <Stack gap="xs" mt="xs" component="ul" p={0} style={{ listStyle: 'none' }}>
        {page.deleted.map((place) => (
          <Group key={place.id} component="li" justify="space-between" wrap="nowrap" align="center">
            <div style={{ flex: 1, minWidth: 0 }}>
              <Ink
                documentId={page.documentId}
                page={page.number}
                box={padded(place.box, place.box.height * 0.3)}
                marks={[]}
                alt={t('common.handwriting', { text: place.text })}
                maxHeight={48}
              />
              <Text size="xs" c="dimmed" truncate>
                {place.text || t('common.emptyReading')}
              </Text>
            </div>
            {canCorrect && (
              <Button
                size="compact-sm"
                variant="default"
                loading={restore.isPending || undo.isPending}
                onClick={() => bringBack(place)}
                aria-label={t('viewer.restoreNamed', { text: place.text })}
              >
                {t('viewer.restore')}
              </Button>
            )}
          </Group>
        ))}
      </Stack>
      {error && <ErrorNotice error={error} />}
    </details>
  );
}
