import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/**
 * Blue-green ink. Shade 7 on white and shade 4 on the dark ground have a contrast of more than 4.5.
 */
const ink: MantineColorsTuple = [
  '#e8f6f7',
  '#d3ebed',
  '#a8d6da',
  '#79c0c7',
  '#53aeb6',
  '#3a9ca5',
  '#23838d',
  '#176973',
  '#11565e',
  '#0a434a',
];

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 7 },
  colors: { ink },
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  headings: { fontWeight: '650' },
  focusRing: 'auto',
  cursorType: 'pointer',
  // In their own colour titles are too pale on the coloured ground.
  components: { Alert: { styles: { title: { color: 'var(--mantine-color-text)' } } } },
});

/**
 * Dim words must still be readable: a contrast of 4.5 on both grounds, which Mantine's own colours
 * miss.
 */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-dimmed': '#5a6169', '--mantine-color-placeholder': '#6b727a' },
  dark: { '--mantine-color-dimmed': '#a8abb0', '--mantine-color-placeholder': '#9a9da3' },
});
