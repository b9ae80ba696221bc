import { Button, Group, Text } from '@mantine/core';
import { t } from 'i18next';
import type { Line, Page } from '../api/client.js';
import { Icon } from '../shell/icon.js';
import { ErrorNotice } from '../shell/notice.js';
import { useDeleteLine, useMoveLine } from './use-line-acts.js';

interface LineToolsProps {
  page: Page;
  line: Line;
  onDeleted: (line: Line) => void;
}

/** What can be done with the line of a word: delete it, and move it where a person added it. */
export function LineTools({ page, line, onDeleted }: LineToolsProps) {
  const remove = useDeleteLine();
  const move = useMoveLine();
  const on = { documentId: page.documentId, page: page.number, lineId: line.id };
  const index = page.lines.findIndex(({ id }) => id === line.id);
  const error = remove.error ?? move.error;
  const isBusy = remove.isPending || move.isPending;
  const moveBehind = (other: Line | undefined) => move.mutate({ ...on, after: other?.id ?? null });
  return (
    <>
      {line.deletion === 'once' && (
        <Text size="xs" c="dimmed">
          {t('viewer.deletedOnce')}
        </Text>
      )}
      <Group gap={6} role="group" aria-label={t('viewer.wholeLine')}>
        {line.addedBy !== undefined && (
          <>
            <Button
              size="compact-xs"
              variant="default"
              disabled={index <= 0 || isBusy}
              onClick={() => moveBehind(page.lines[index - 2])}
            >
              {t('viewer.lineUp')}
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              disabled={index >= page.lines.length - 1 || isBusy}
              onClick={() => moveBehind(page.lines[index + 1])}
            >
              {t('viewer.lineDown')}
            </Button>
          </>
        )}
        <Button
          size="compact-xs"
          variant="default"
          c="var(--danger)"
          disabled={isBusy}
          leftSection={<Icon name="trash" size={14} />}
          onClick={() => remove.mutate(on, { onSuccess: ({ state }) => state === 'deleted' && onDeleted(line) })}
        >
          {t('viewer.deleteLine')}
        </Button>
      </Group>
      {error && <ErrorNotice error={error} />}
    </>
  );
}
