import { Stack, Switch, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { t } from 'i18next';
import { api, bodyOf } from '../api/client.js';
import { ErrorNotice } from '../shell/notice.js';

/** Whether two people have to type each word; those who may can change it. */
export function DoubleKeying() {
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: ['review-settings'],
    queryFn: () => bodyOf(api.GET('/v1/review/settings')),
  });
  const change = useMutation({
    mutationFn: (doubleKeying: boolean) => bodyOf(api.PUT('/v1/review/settings', { body: { doubleKeying } })),
    onSuccess: async (settings) => {
      client.setQueryData(['review-settings'], settings);
      await client.invalidateQueries({ queryKey: ['review'] });
    },
  });
  if (!data) return null;
  if (!data.mayChange) {
    return data.doubleKeying ? (
      <Text size="sm" c="dimmed">
        {t('review.doubleKeyingOn')}
      </Text>
    ) : null;
  }
  return (
    <Stack gap="xs">
      <Switch
        label={t('review.doubleKeying')}
        description={t('review.doubleKeyingHint')}
        checked={change.isPending ? change.variables : data.doubleKeying}
        onChange={(event) => change.mutate(event.currentTarget.checked)}
      />
      {change.error && <ErrorNotice error={change.error} />}
    </Stack>
  );
}
