import { Button, Group } from '@mantine/core';
import { t } from 'i18next';
import { ErrorNotice } from '../shell/notice.js';
import { withShortcut } from '../shell/with-shortcut.js';
import type { useUndo } from './use-undo.js';

/** Takes the last act back, for those who do not know Ctrl+Z; says why where that did not work. */
export function UndoBar({ undo: { canUndo, isPending, error, undo } }: { undo: ReturnType<typeof useUndo> }) {
  return (
    <>
      {canUndo && (
        <Group justify="end" mb={6}>
          <Button size="compact-sm" variant="default" loading={isPending} onClick={undo} title={withShortcut('Z')}>
            {t('viewer.undo')}
          </Button>
        </Group>
      )}
      {error !== undefined && <ErrorNotice error={error} />}
    </>
  );
}
