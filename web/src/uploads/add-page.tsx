import { Alert, Container, Stack, Title } from '@mantine/core';
import { t } from 'i18next';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { sentenceOf } from '../api/api-problem.js';
import { useTitle } from '../shell/use-title.js';
import { DropArea } from './drop-area.js';
import { EarlierUploads } from './earlier-uploads.js';
import { SendingCard } from './sending-card.js';
import type { UploadBatch } from './upload-batch.js';
import { type FileChoice, uploads } from './upload-manager.js';
import { useUploads } from './use-uploads.js';

/** Where files are added, and what was added before. */
export default function AddPage() {
  useTitle(t('frame.add'));
  const navigate = useNavigate();
  const batches = useUploads();
  const [added, setAdded] = useState<UploadBatch>();
  const [error, setError] = useState<string>();
  const serverId = added?.record.serverId;
  useEffect(() => {
    if (serverId && batches.length > 0) void navigate(`/uploads/${serverId}`);
  }, [serverId, batches, navigate]);

  const add = (files: FileChoice[]) => {
    if (files.length === 0) {
      setError(t('uploads.noFiles'));
      return;
    }
    setError(undefined);
    uploads.add(files).then(setAdded, (problem) => setError(sentenceOf(problem)));
  };

  return (
    <Container size="md" p={0}>
      <Stack gap="lg">
        <Title order={1} size="h2">
          {t('uploads.addTitle')}
        </Title>
        <DropArea onFiles={add} />
        {error && (
          <Alert color="red" role="alert">
            {error}
          </Alert>
        )}
        {batches.map((batch) => (
          <SendingCard key={batch.record.key} batch={batch} hasLink />
        ))}
        <EarlierUploads />
      </Stack>
    </Container>
  );
}
