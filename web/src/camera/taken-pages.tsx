import { Button, Group, Stack, Text } from '@mantine/core';
import { t } from 'i18next';
import { useEffect, useState } from 'react';
import type { TakenPage } from './kept-pages.js';

/** The pages taken so far; one that cannot be read well says so and can be taken again. */
export function TakenPages({ pages, onDrop }: { pages: readonly TakenPage[]; onDrop: (id: number) => void }) {
  return (
    <Stack gap="xs">
      {pages.map(({ id, content, judgement }, index) => (
        <Group key={id} wrap="nowrap" align="center">
          <Thumb content={content} alt={t('common.page', { number: index + 1 })} />
          <Stack gap={2} flex={1}>
            <Text fw={500}>{t('common.page', { number: index + 1 })}</Text>
            <Text size="sm" c={judgement?.fault ? 'var(--warn)' : 'dimmed'}>
              {judgement?.advice ? t(`camera.advice.${judgement.advice}`) : t('camera.judgedLater')}
            </Text>
          </Stack>
          <Button
            size="xs"
            variant="default"
            onClick={() => onDrop(id)}
            aria-label={t(judgement?.fault ? 'camera.takePageAgain' : 'camera.removePage', { number: index + 1 })}
          >
            {t(judgement?.fault ? 'camera.takeAgain' : 'camera.remove')}
          </Button>
        </Group>
      ))}
    </Stack>
  );
}

function Thumb({ content, alt }: { content: Blob; alt: string }) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(content);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [content]);
  return url && <img className="thumb" src={url} alt={alt} />;
}
