import { Alert, Anchor, Button, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { counted, sizeText, timeLeftText } from '../shell/words.js';
import type { UploadBatch } from './upload-batch.js';
import { uploads } from './upload-manager.js';

/** How far the files of one act are on their way from this device. */
export function SendingCard({ batch, hasLink }: { batch: UploadBatch; hasLink: boolean }) {
  const { count, countSent, bytes, bytesSent, secondsLeft, waitsFor, failure, record } = batch;
  const title = record.isFinished
    ? `${counted(count, 'file')} sent`
    : `Sending ${countSent} of ${counted(count, 'file')}`;
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Group justify="space-between">
          <Text fw={600} className="count-up">
            {title}
          </Text>
          <Text size="sm" c="dimmed" className="count-up">
            {sizeText(bytesSent)} of {sizeText(bytes)}
            {secondsLeft !== undefined && !record.isFinished && !waitsFor && ` · ${timeLeftText(secondsLeft)} left`}
          </Text>
        </Group>
        <Progress
          value={batch.share * 100}
          aria-label="Sent so far"
          striped={!record.isFinished}
          animated={!record.isFinished}
        />
        {waitsFor && (
          <Alert color="orange" p="xs">
            {waitsFor} The files wait on this device and go on by themselves.
          </Alert>
        )}
        {failure && (
          <Alert color="red" p="xs" role="alert">
            {failure}
          </Alert>
        )}
        {!batch.isKept && !record.isFinished && (
          <Alert color="orange" p="xs">
            This browser has no room to keep the files. Leave this page open until all are sent.
          </Alert>
        )}
        {record.earlierIds && (
          <Text size="sm" c="dimmed">
            A part of these files arrived before, and was read:{' '}
            {record.earlierIds.map((id, index) => (
              <Anchor key={id} component={Link} to={`/uploads/${id}`} size="sm" mr={6}>
                {record.earlierIds?.length === 1 ? 'show it' : `part ${index + 1}`}
              </Anchor>
            ))}
          </Text>
        )}
        {hasLink && (
          <Group gap="xs">
            {record.serverId && (
              <Button component={Link} to={`/uploads/${record.serverId}`} size="xs" variant="light">
                Show what became of them
              </Button>
            )}
            {batch.isDone && (
              <Button size="xs" variant="subtle" color="gray" onClick={() => uploads.dismiss(batch)}>
                Hide
              </Button>
            )}
          </Group>
        )}
      </Stack>
    </Paper>
  );
}
