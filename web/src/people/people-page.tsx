import { Container, Stack, Text, Title } from '@mantine/core';
import { t } from 'i18next';
import { useMe } from '../api/use-me.js';
import { useTitle } from '../shell/use-title.js';
import { KeysSection } from './keys-section.js';
import { PeopleSection } from './people-section.js';

/** Who may come in, and what each may do: for administrators. */
export default function PeoplePage() {
  useTitle(t('frame.people'));
  const me = useMe();
  return (
    <Container size="md" p={0}>
      <Stack gap="xl">
        <Title order={1} size="h2">
          {t('frame.people')}
        </Title>
        {me && !me.permissions.includes('users.manage') && <Text>{t('people.adminOnly')}</Text>}
        {me?.permissions.includes('users.manage') && <PeopleSection />}
        {me?.permissions.includes('keys.manage') && <KeysSection />}
      </Stack>
    </Container>
  );
}
