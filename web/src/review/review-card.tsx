import { Alert, Badge, Button, Group, Kbd, Paper, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { Schemas } from '@longhand/api-client';
import { padded } from '../shell/boxes.js';
import { Ink } from '../shell/ink.js';
import { dateText, percentText } from '../shell/words.js';

type ReviewItem = Schemas['ReviewItem'];

const riskWord: Readonly<Record<ReviewItem['risk'], string>> = {
  dose: 'Dose',
  number: 'Number',
  date: 'Date',
  name: 'Name',
  word: 'Word',
};

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
      aria-label={`${riskWord[risk]}, read as ${word.text}. Press 1 to 9 for another reading, Enter if it is right, Tab to type.`}
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
            {riskWord[risk]}
          </Badge>
          <Text size="sm" c="dimmed">
            <Link to={`/documents/${documentId}?page=${page}&word=${word.id}`}>
              {title}, page {page}
            </Link>
            {recordDate && ` · ${dateText(recordDate)}`}
          </Text>
        </Group>
        <Ink
          documentId={documentId}
          page={page}
          box={padded({ ...word.box, x: word.box.x - height * 3, width: word.box.width + height * 6 }, height * 0.5)}
          marks={[word.box]}
          alt={`Handwriting, read as: ${word.text}`}
          maxHeight={150}
        />
        <Text size="sm" c="dimmed" style={{ fontFamily: 'Georgia, serif' }}>
          … {lineText} …
        </Text>
        {keyedTexts.length > 0 && (
          <Alert color="orange" variant="light" title="People typed this differently" data-testid="disputed">
            {keyedTexts.map((one) => (one === '' ? 'that there is no word here' : `“${one}”`)).join(' and ')}. Look at
            the ink: what you choose decides.
          </Alert>
        )}
        <Group gap="xs">
          <Button
            variant="light"
            onClick={() => onSave(word.text)}
            loading={isSaving}
            rightSection={<Kbd size="xs">Enter</Kbd>}
          >
            {word.text || '(nothing)'} · {percentText(word.confidence)}
          </Button>
          {others.map((one, index) => (
            <Button
              key={one}
              variant={keyedTexts.includes(one) ? 'outline' : 'default'}
              disabled={isSaving}
              onClick={() => onSave(one)}
              rightSection={<Kbd size="xs">{index + 1}</Kbd>}
            >
              {one || '(nothing)'}
            </Button>
          ))}
        </Group>
        <form onSubmit={submit} onKeyDown={(event) => event.repeat && event.key === 'Enter' && event.preventDefault()}>
          <Group align="end" gap="xs" wrap="nowrap">
            <TextInput
              flex={1}
              label="Or type what it says"
              dir="auto"
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              onFocus={(event) => event.currentTarget.select()}
              maxLength={500}
              spellCheck={false}
            />
            <Button type="submit" variant="default" loading={isSaving}>
              Save
            </Button>
          </Group>
        </form>
        <Group justify="space-between">
          <Text size="xs" c="dimmed">
            <Kbd size="xs">1</Kbd>–<Kbd size="xs">9</Kbd> another reading · <Kbd size="xs">Enter</Kbd> it is right ·{' '}
            <Kbd size="xs">Tab</Kbd> type · <Kbd size="xs">S</Kbd> later
          </Text>
          <Group gap="xs">
            <Button size="compact-sm" variant="subtle" color="gray" onClick={() => onSave('')}>
              There is no word here
            </Button>
            <Button size="compact-sm" variant="subtle" onClick={onSkip}>
              Later
            </Button>
          </Group>
        </Group>
      </Stack>
    </Paper>
  );
}
