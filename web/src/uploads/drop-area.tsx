import { Button, Group, Stack, Text } from '@mantine/core';
import { t } from 'i18next';
import { type DragEvent, useRef, useState } from 'react';
import { Icon } from '../shell/icon.js';
import { choicesOf, filesOfDrop } from './dropped-files.js';
import type { FileChoice } from './upload-manager.js';

/** Takes files and folders by dropping, or by choosing with mouse or keyboard. */
export function DropArea({ onFiles }: { onFiles: (files: FileChoice[]) => void }) {
  const [isOver, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);

  const drop = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles(await filesOfDrop(event.dataTransfer));
  };
  const chosen = (input: HTMLInputElement) => {
    if (input.files) onFiles(choicesOf(input.files));
    input.value = '';
  };

  return (
    <section
      className="drop"
      aria-label={t('uploads.dropArea')}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => void drop(event)}
    >
      <Stack align="center" gap="sm">
        <Text c="dimmed" component="span">
          <Icon name="add" size={44} />
        </Text>
        <Text size="lg" fw={600}>
          {t('uploads.dropHere')}
        </Text>
        <Text c="dimmed" size="sm" maw={460}>
          {t('uploads.formats')}
        </Text>
        <Group justify="center">
          <Button leftSection={<Icon name="documents" />} onClick={() => files.current?.click()}>
            {t('uploads.chooseFiles')}
          </Button>
          <Button variant="default" onClick={() => folder.current?.click()}>
            {t('uploads.chooseFolder')}
          </Button>
        </Group>
      </Stack>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label={t('uploads.filesField')}
        data-testid="files"
        onChange={(event) => chosen(event.currentTarget)}
      />
      <input
        ref={folder}
        type="file"
        multiple
        hidden
        aria-label={t('uploads.folderField')}
        {...{ webkitdirectory: '' }}
        onChange={(event) => chosen(event.currentTarget)}
      />
    </section>
  );
}
