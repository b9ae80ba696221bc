import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { TakenPage } from './kept-pages.js';

/** The pages taken so far; one that cannot be read well says so and can be taken again. */
export function TakenPages({ pages, onDrop }: { pages: readonly TakenPage[]; onDrop: (id: number) => void }) {
  return (
    <Stack gap="xs">
      {pages.map(({ id, content, judgement }, index) => (
        <Group key={id} wrap="nowrap" align="center">
          <Thumb content={content} alt={`Page ${index + 1}`} />
          <Stack gap={2} flex={1}>
            <Text fw={500}>Page {index + 1}</Text>
            <Text size="sm" c={judgement?.fault ? 'var(--warn)' : 'dimmed'}>
              {judgement?.sentence ?? 'It will be looked at on the server.'}
            </Text>
          </Stack>
          <Button
            size="xs"
            variant="default"
            onClick={() => onDrop(id)}
            aria-label={`${judgement?.fault ? 'Take again' : 'Remove'}, page ${index + 1}`}
          >
            {judgement?.fault ? 'Take again' : 'Remove'}
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
