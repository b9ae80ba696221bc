import { Badge, Group, Paper, Stack, Text } from '@mantine/core';
import { t } from 'i18next';
import { Link } from 'react-router';
import type { SearchHit } from '../api/client.js';
import { inkAround } from '../shell/boxes.js';
import { Ink } from '../shell/ink.js';
import { withKeys } from '../shell/with-keys.js';
import { dateText, percentText } from '../shell/words.js';

/**
 * A page that was found: the words as they were written, what they were read as, and how sure that
 * is.
 */
export function HitCard({ hit, q }: { hit: SearchHit; q: string }) {
  const matched = hit.words.filter((word) => word.matched);
  const otherReadings = [...new Set(matched.flatMap(({ guess, reading }) => (guess && reading ? [reading] : [])))];
  const box = hit.words.length > 0 ? inkAround(hit.words) : undefined;
  const place = new URLSearchParams({ page: String(hit.page), q, ...(matched[0] && { word: matched[0].id }) });
  const to = `/documents/${hit.documentId}?${place}`;
  return (
    <Link to={to} className="row-link" data-testid="hit">
      <Paper withBorder p="md">
        <Stack gap={8}>
          <Group gap="sm" justify="space-between" wrap="wrap">
            <Text fw={600}>{hit.title}</Text>
            <Group gap={6}>
              {hit.guess && (
                <Badge color="orange" variant="light" tt="none" c="var(--mantine-color-text)">
                  {t('search.guess', { share: percentText(hit.certainty) })}
                </Badge>
              )}
              {hit.tags.map((tag) => (
                <Badge key={tag} variant="default" tt="none">
                  {tag}
                </Badge>
              ))}
            </Group>
          </Group>
          {box && (
            <Ink
              documentId={hit.documentId}
              page={hit.page}
              box={box}
              marks={matched.map((word) => word.box)}
              alt={t('common.handwriting', { text: matched.map(({ text }) => text).join(' ') })}
            />
          )}
          <Text size="sm" dir="auto" style={{ fontFamily: 'Georgia, serif' }}>
            <Snippet hit={hit} />
          </Text>
          <Text size="xs" c="dimmed">
            {t('common.page', { number: hit.page })}
            {otherReadings.length > 0 && ` · ${t('search.mayRead', { readings: otherReadings.join(', ') })}`}
            {hit.recordDate && ` · ${dateText(hit.recordDate)}`}
          </Text>
        </Stack>
      </Paper>
    </Link>
  );
}

/** The snippet with the words that matched in bold. */
function Snippet({ hit }: { hit: SearchHit }) {
  const wanted = new Set(hit.words.filter(({ matched }) => matched).map(({ text }) => plain(text)));
  return withKeys(hit.snippet.split(/(\s+)/), (piece) => piece).map(({ key, entry: piece }) =>
    wanted.has(plain(piece)) ? <b key={key}>{piece}</b> : piece,
  );
}

const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, '');
