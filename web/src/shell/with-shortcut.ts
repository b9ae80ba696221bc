/** How a shortcut with the control key is written on this machine: `Ctrl+Z`, or `⌘Z` on a Mac. */
export const withShortcut = (key: string): string =>
  /Mac|iPhone|iPad/.test(navigator.userAgent) ? `⌘${key}` : `Ctrl+${key}`;
