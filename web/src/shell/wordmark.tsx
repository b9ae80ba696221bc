import { Group, Text } from '@mantine/core';

/** The name with its sign: a line of writing. */
export function Wordmark({ size = 28 }: { size?: number }) {
  return (
    <Group gap={10} wrap="nowrap" component="span">
      <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true">
        <rect width="64" height="64" rx="14" fill="var(--mantine-color-ink-7)" />
        <path
          d="M10 40c6-22 14-24 13-14-1 9-6 16-3 17 4 1 6-14 10-14 3 0-1 11 3 11s5-11 9-11-1 10 3 10 6-4 9-8"
          fill="none"
          stroke="#fff"
          strokeWidth="4.5"
          strokeLinecap="round"
        />
      </svg>
      <Text component="span" fw={700} size="xl" className="wordmark-name">
        Longhand
      </Text>
    </Group>
  );
}
