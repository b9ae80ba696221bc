import { Alert, Button, Checkbox, Container, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { problemOf } from '../api/problem.js';
import { endNotice, signIn } from '../api/session.js';
import { Wordmark } from './wordmark.js';
import { useTitle } from './use-title.js';

/** Asks for the key and tries it before it is kept. */
export function SignInPage() {
  useTitle('Sign in');
  const [key, setKey] = useState('');
  const [remember, setRemember] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState(endNotice());

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const tried = key.trim();
    if (!/^[\x21-\x7e]{1,200}$/.test(tried)) {
      setError('A key has no spaces and begins with "lh_". Copy it again, whole.');
      return;
    }
    setBusy(true);
    setError(undefined);
    try {
      const response = await fetch('/v1/documents?limit=1', { headers: { authorization: `Bearer ${tried}` } });
      if (response.ok) signIn(tried, remember);
      else setError((await problemOf(response)).message);
    } catch {
      setError('The server cannot be reached. Check the network, then try again.');
    }
    setBusy(false);
  };

  return (
    <Container component="main" size={440} py={72}>
      <Stack gap="lg">
        <Wordmark />
        <Paper withBorder p="xl">
          <form onSubmit={(event) => void submit(event)}>
            <Stack>
              <Title order={1} size="h2">
                Sign in
              </Title>
              <Text c="dimmed" size="sm">
                Longhand reads handwritten records and finds words in them. You need a key: ask the person who runs
                Longhand where you work.
              </Text>
              <PasswordInput
                label="Your key"
                placeholder="lh_…"
                value={key}
                onChange={(event) => setKey(event.currentTarget.value)}
                autoComplete="off"
                spellCheck={false}
                autoFocus
                required
                withAsterisk={false}
                visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the key' }}
              />
              <Checkbox
                label="Stay signed in on this device"
                description="Only where nobody else uses this browser."
                checked={remember}
                onChange={(event) => setRemember(event.currentTarget.checked)}
              />
              {error && (
                <Alert color="red" role="alert">
                  {error}
                </Alert>
              )}
              <Button type="submit" loading={isBusy}>
                Sign in
              </Button>
            </Stack>
          </form>
        </Paper>
      </Stack>
    </Container>
  );
}
