import { Alert, Button, Container, Group, Stack, Text, Title } from '@mantine/core';
import { t } from 'i18next';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { sentenceOf } from '../api/api-problem.js';
import { Icon } from '../shell/icon.js';
import { useTitle } from '../shell/use-title.js';
import { uploads } from '../uploads/upload-manager.js';
import { judgePhoto, type View } from './judge-photo.js';
import { SheetOutlineOverlay } from './sheet-outline-overlay.js';
import { jpegOf, viewOf } from './take-photo.js';
import { TakenPages } from './taken-pages.js';
import { useCamera } from './use-camera.js';
import { useLiveJudgement } from './use-live-judgement.js';
import { useTakenPages } from './use-taken-pages.js';

/**
 * Takes photographs of pages, says before and after whether they can be read, and sends them
 * together.
 */
export default function CameraPage() {
  useTitle(t('frame.camera'));
  const navigate = useNavigate();
  const video = useRef<HTMLVideoElement>(null);
  const state = useCamera(video);
  const picker = useRef<HTMLInputElement>(null);
  const { pages, isKept, add, drop } = useTakenPages();
  const live = useLiveJudgement(video, state === 'on');
  const [error, setError] = useState<string>();

  const keep = (content: Blob, view: View | undefined) =>
    add({ content, ...(view && { judgement: judgePhoto(view) }) });
  const take = async () => {
    if (!video.current) return;
    const view = viewOf(video.current);
    const content = await jpegOf(video.current);
    await keep(content, view);
  };
  const choose = async (files: FileList | null) => {
    for (const content of files ?? []) {
      const bitmap = await createImageBitmap(content).catch(() => undefined);
      await keep(content, bitmap && viewOf(bitmap));
    }
  };
  const send = async () => {
    try {
      await uploads.add(pages.map(({ content }, index) => ({ name: nameOf(index), content })));
      // Safe in the list of what is sent before they leave this one.
      await drop(pages.map(({ id }) => id));
      await navigate('/add');
    } catch (problem) {
      setError(sentenceOf(problem));
    }
  };

  return (
    <Container size="sm" p={0}>
      <Stack gap="md">
        <Title order={1} size="h2">
          {t('camera.title')}
        </Title>
        {(state === 'refused' || state === 'missing') && (
          <Alert color="orange">{t(state === 'refused' ? 'camera.refused' : 'camera.missing')}</Alert>
        )}
        <div className="camera" hidden={state === 'refused' || state === 'missing'}>
          <video ref={video} autoPlay playsInline muted aria-label={t('camera.view')} />
          <SheetOutlineOverlay live={live} />
        </div>
        <Text role="status" fw={500} c={live?.fault ? 'var(--warn)' : undefined} mih={24} data-testid="camera-advice">
          {state === 'on' && t(live ? `camera.advice.${live.advice}` : 'camera.frameHint')}
        </Text>
        <Group>
          {state === 'on' && (
            <Button size="lg" leftSection={<Icon name="camera" />} onClick={() => void take()}>
              {t('camera.take')}
            </Button>
          )}
          <Button size={state === 'on' ? 'lg' : 'md'} variant="default" onClick={() => picker.current?.click()}>
            {t('camera.choose')}
          </Button>
          <input
            ref={picker}
            type="file"
            accept="image/*"
            multiple
            hidden
            aria-label={t('camera.picturesField')}
            onChange={(event) => void choose(event.currentTarget.files)}
          />
        </Group>
        <TakenPages pages={pages} onDrop={(id) => void drop([id])} />
        {error && (
          <Alert color="red" role="alert">
            {error}
          </Alert>
        )}
        {pages.length > 0 && (
          <Button size="lg" onClick={() => void send()}>
            {t('camera.send', { count: pages.length })}
          </Button>
        )}
        <Text size="sm" c="dimmed">
          {t(isKept ? 'camera.intro' : 'camera.noRoom')}
        </Text>
      </Stack>
    </Container>
  );
}

/** `2026-11-22 16.05 page 3.jpg`: no colons, which some systems do not allow in names. */
function nameOf(index: number): string {
  const now = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString();
  return (
    `${now.slice(0, 10)} ${now.slice(11, 16).replace(':', '.')} ` +
    `${t('common.page', { number: index + 1 }).toLocaleLowerCase()}.jpg`
  );
}
