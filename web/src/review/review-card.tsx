import { Alert, Badge, Button, Group, Kbd, Paper, Stack, Text, TextInput } from '@mantine/core';
import { t } from 'i18next';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { Schemas } from '@longhand/api-client';
import { Rich } from '../language/rich.js';
import { padded } from '../shell/boxes.js';
import { Ink } from '../shell/ink.js';
import { dateText, listText, percentText } from '../shell/words.js';

type ReviewItem = Schemas['ReviewItem'];

interface CardProps {
  item: ReviewItem;
  isSaving: boolean;
  onSave: (text: string) => void;
  onSkip: () => void;
}

/**
 * One word to look at. The card itself takes the keys 1 to 9, Enter and S; the field takes whatever
 * is typed.
 */
export function ReviewCard({ item, isSaving, onSave, onSkip }: CardProps) {
  const { word, documentId, page, title, recordDate, risk, lineText, keyedTexts = [] } = item;
  const card = useRef<HTMLDivElement>(null);
  const [text, setText] = useState(word.text);
  // What people typed stands before what the reader may have meant.
  const others = [...new Set([...keyedTexts, ...word.alternatives.map((one) => one.text)])]
    .filter((one) => one !== word.text)
    .slice(0, 9);
  useEffect(() => card.current?.focus({ preventScroll: true }), []);

  const press = (event: KeyboardEvent) => {
    // A key that is held down is no answer to the next word.
    if (event.repeat || event.target !== card.current || isSaving || event.ctrlKey || event.metaKey || event.altKey)
      return;
    const picked = /^[1-9]$/.test(event.key) ? others[Number(event.key) - 1] : undefined;
    if (picked !== undefined) onSave(picked);
    else if (event.key === 'Enter') onSave(word.text);
    else if (event.key === 's' || event.key === 'S') onSkip();
    else return;
    event.preventDefault();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave(text.trim());
  };
  const height = word.box.height;

  return (
    <Paper
      ref={card}
      withBorder
      p="lg"
      component="section"
      tabIndex={-1}
      onKeyDown={press}
      aria-label={t('review.cardLabel', { risk: t(`review.risks.${risk}`), text: word.text })}
      data-testid="review-card"
    >
      <Stack gap="md">
        <Group justify="space-between">
          <Badge
            color={risk === 'word' ? 'gray' : 'orange'}
            variant="light"
            tt="none"
            size="lg"
            c="var(--mantine-color-text)"
          >
            {t(`review.risks.${risk}`)}
          </Badge>
          <Text size="sm" c="dimmed">
            <Link to={`/documents/${documentId}?page=${page}&word=${word.id}`}>
              {t('review.source', { title, number: page })}
            </Link>
            {recordDate && ` · ${dateText(recordDate)}`}
          </Text>
        </Group>
        <Ink
          documentId={documentId}
          page={page}
          box={padded({ ...word.box, x: word.box.x - height * 3, width: word.box.width + height * 6 }, height * 0.5)}
          marks={[word.box]}
          alt={t('common.handwriting', { text: word.text })}
          maxHeight={150}
        />
        <Text size="sm" c="dimmed" style={{ fontFamily: 'Georgia, serif' }}>
          … {lineText} …
        </Text>
        {keyedTexts.length > 0 && (
          <Alert color="orange" variant="light" title={t('review.disputed')} data-testid="disputed">
            {t('review.decides', { readings: listText(keyedTexts.map(typedText)) })}
          </Alert>
        )}
        <Group gap="xs">
          <Button
            variant="light"
            onClick={() => onSave(word.text)}
            loading={isSaving}
            rightSection={<Kbd size="xs">↵</Kbd>}
          >
            {word.text || t('common.emptyReading')} · {percentText(word.confidence)}
          </Button>
          {others.map((one, index) => (
            <Button
              key={one}
              variant={keyedTexts.includes(one) ? 'outline' : 'default'}
              disabled={isSaving}
              onClick={() => onSave(one)}
              rightSection={<Kbd size="xs">{index + 1}</Kbd>}
            >
              {one || t('common.emptyReading')}
            </Button>
          ))}
        </Group>
        <form onSubmit={submit} onKeyDown={(event) => event.repeat && event.key === 'Enter' && event.preventDefault()}>
          <Group align="end" gap="xs" wrap="nowrap">
            <TextInput
              flex={1}
              label={t('review.typeIt')}
              dir="auto"
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              onFocus={(event) => event.currentTarget.select()}
              maxLength={500}
              spellCheck={false}
            />
            <Button type="submit" variant="default" loading={isSaving}>
              {t('common.save')}
            </Button>
          </Group>
        </form>
        <Group justify="space-between">
          <Text size="xs" c="dimmed">
            <Rich i18nKey="review.shortcuts" />
          </Text>
          <Group gap="xs">
            <Button size="compact-sm" variant="subtle" color="gray" onClick={() => onSave('')}>
              {t('common.noWord')}
            </Button>
            <Button size="compact-sm" variant="subtle" onClick={onSkip}>
              {t('review.later')}
            </Button>
          </Group>
        </Group>
      </Stack>
    </Paper>
  );
}

const typedText = (text: string): string => (text === '' ? t('review.noWordTyped') : t('review.quoted', { text }));
