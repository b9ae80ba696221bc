import { Stack, Switch, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
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
        Two people look at every word here: it counts when both typed the same.
      </Text>
    ) : null;
  }
  return (
    <Stack gap="xs">
      <Switch
        label="Two people look at every word"
        description="What one person types counts when another types the same. Where they differ, a third decides."
        checked={change.isPending ? change.variables : data.doubleKeying}
        onChange={(event) => change.mutate(event.currentTarget.checked)}
      />
      {change.error && <ErrorNotice error={change.error} />}
    </Stack>
  );
}
